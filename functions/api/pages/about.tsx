import type { FC } from 'hono/jsx';
import type { Claim } from '../../../shared/article/claim.ts';
import type { Digest } from '../../../shared/digest/digest.ts';
import { summaryOf, windowOf } from '../../../shared/digest/wording.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import type { Report } from '../../../shared/events/report.ts';
import type { SourceHealth } from '../health.ts';
import type { Json } from '../openapi.ts';
import { PROBLEMS, type ProblemKind } from '../problem.ts';
import type { Status } from '../routes/status.ts';
import { EventList } from './event-list.tsx';
import { Page } from './layout.tsx';
import { strings, tierName } from './strings.ts';

type Base = { baseUrl: string };

/** The article's claims in its order, each beside what came of checking it. */
export const ArticlePage: FC<Base & { claims: Claim[]; events: Map<string, EventSummary> }> = ({
  claims,
  events,
  baseUrl,
}) => (
  <Page
    title="The article, checked – Amur"
    description="Every dated claim of the article, what happened, and whether it holds."
    path="/article"
    baseUrl={baseUrl}
  >
    <h1>The article, checked</h1>
    <p>
      <cite>Russia and China Really Are Getting Closer</cite> makes {claims.length} claims, told here in our
      words. What rests on memory rather than on a source that was read is marked as not verified.
    </p>
    <ol class="events">
      {claims.map((claim) => {
        const event = events.get(claim.id);
        return (
          <li id={`claim-${claim.id}`} class={claim.category ?? ''}>
            <p class="small soft">
              Claim {claim.id}, {claim.kind}
              {claim.tags.length > 0 ? `: ${claim.tags.join(', ')}` : ''}; the article dates it “{claim.told}”
            </p>
            <p class="t">{claim.says}</p>
            <p>
              <span class="verdict">{claim.check.verdict}.</span> {claim.check.found}{' '}
              {claim.start && claim.end && claim.grain && (
                <span class="soft">({dateWords(claim.start, claim.end, claim.grain)})</span>
              )}
            </p>
            <p class="small">
              {claim.check.sourceUrl && (
                <a href={claim.check.sourceUrl} rel="noopener nofollow">
                  Source
                </a>
              )}{' '}
              {event && <a href={`/events/${event.id}`}>The event: {event.title}</a>}
            </p>
          </li>
        );
      })}
    </ol>
  </Page>
);

export const SeriesPage: FC<Base & { series: Map<string, EventSummary[]> }> = ({ series, baseUrl }) => (
  <Page
    title="Series – Amur"
    description="Recurring drills, patrols and meetings, each on its own line."
    path="/series"
    baseUrl={baseUrl}
  >
    <h1>Series</h1>
    <p>
      Drills, patrols and meetings that come again. These panels carry the long view, since each is complete
      as far as its sources go.
    </p>
    {[...series].map(([name, events]) => (
      <section>
        <h2>
          <a href={`/?series=${encodeURIComponent(name)}`}>{name}</a>
        </h2>
        <ul class="plain">
          {events.map((event) => (
            <li>
              {event.ordinal ? `No. ${event.ordinal}: ` : ''}
              <a href={`/events/${event.id}`}>{event.title}</a>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </Page>
);

type TrackList = { name: string; explanation: string; reports: Report[] };

export const TracksPage: FC<Base & { tracks: TrackList[]; claims: Claim[] }> = ({
  tracks,
  claims,
  baseUrl,
}) => (
  <Page
    title="Side tracks – Amur"
    description="Statements, frictions and things to watch: never counted as cooperation."
    path="/tracks"
    baseUrl={baseUrl}
  >
    <h1>Side tracks</h1>
    <p>Recognised and kept apart; none of this is counted as cooperation.</p>
    <h2>The wedges that the article names</h2>
    <ul class="plain">
      {claims
        .filter(({ kind }) => kind === 'friction')
        .map(({ id, says, tags }) => (
          <li>
            <strong>{tags.join(', ')}</strong>: <a href={`/article#claim-${id}`}>{says}</a>
          </li>
        ))}
    </ul>
    {tracks.map(({ name, explanation, reports }) => (
      <section>
        <h2>{name}</h2>
        <p class="soft">{explanation}</p>
        {reports.length === 0 && <p>Nothing so far.</p>}
        <ul class="plain">
          {reports.map(({ outlet, title, url, published, firstSeen, verdict }) => (
            <li>
              <time class="small soft" datetime={(published ?? firstSeen).slice(0, 10)}>
                {(published ?? firstSeen).slice(0, 10)}
              </time>{' '}
              {outlet}
              {verdict.wedge ? ` (${verdict.wedge})` : ''}:{' '}
              {url ? (
                <a href={url} rel="noopener nofollow" lang={verdict.lang} dir="auto">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          ))}
        </ul>
      </section>
    ))}
  </Page>
);

const health = ({
  state,
  lastSuccess,
  lastFailure,
  failures,
  newestItem,
  itemsPerDay,
}: SourceHealth): string => {
  if (state === 'off') return 'switched off';
  if (state === 'not visited yet') return 'not visited yet';
  if (state === 'gone') return 'gone for good, says its server; visited no more';
  if (state === 'failing') return `${failures} failures in a row: ${lastFailure?.reason ?? ''}`;
  const pace = itemsPerDay ? `, some ${Math.max(1, Math.round(itemsPerDay))} items a day` : '';
  return `${state === 'silent' ? 'answers, but with nothing new' : 'answers'}; read ${lastSuccess?.slice(0, 16).replace('T', ' ')}, newest item ${newestItem?.slice(0, 10) ?? 'without a date'}${pace}`;
};

export const SourcesPage: FC<Base & { sources: SourceHealth[] }> = ({ sources, baseUrl }) => (
  <Page
    title="Sources – Amur"
    description="The feeds that Amur reads, and how each of them does."
    path="/sources"
    baseUrl={baseUrl}
  >
    <h1>Sources</h1>
    <p>The feeds that Amur reads, who runs each outlet, and how it does.</p>
    <section class="scroll" aria-label="Sources">
      <table>
        <thead>
          <tr>
            <th scope="col">Outlet</th>
            <th scope="col">Kind</th>
            <th scope="col">Language</th>
            <th scope="col">Health</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr>
              <th scope="row">{source.outlet}</th>
              <td>{tierName(source.group)}</td>
              <td>{source.lang}</td>
              <td>{health(source)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </Page>
);

export const MethodPage: FC<Base & { status: Status }> = ({ status, baseUrl }) => (
  <Page
    title="Method – Amur"
    description="What counts as an event, how it is found, and how accurate that is."
    path="/method"
    baseUrl={baseUrl}
  >
    <h1>Method</h1>
    <h2>What counts</h2>
    <p>
      A concrete act, done, under way, officially planned or credibly alleged, in which a Russian and a
      Chinese side act together, deal with each other, or one does something for the other. Praise, opinion,
      parallel acts and other countries’ reactions do not count.
    </p>
    <h2>How it is found</h2>
    <p>
      Each item of each feed is looked at once. Rules find the parties, the words of an act and what speaks
      against it; learnt weights turn them into a probability. From one half on an item is taken as a report
      of an event. The page of an event shows each reason with its weight, and the words it rests on.
    </p>
    <p>
      Reports of the same event are joined by who acts, when, where and in what kind of act, across languages.
      When unsure they are left apart.
    </p>
    <h2>How sure</h2>
    <p>
      An event is shown as confirmed when one report reaches 90 per cent or two independent outlets tell it.
      Copies of one text count once. “State media only” means that no other outlet has told it so far.
    </p>
    <h2>Counts</h2>
    <p>
      The article, the chronology and the live record are gathered in different ways, so their counts are
      never added up. Years that no source covers are hatched in the charts.
    </p>
    <h2 id="errors">Report an error</h2>
    <p>
      Name the address of the event and what is wrong to whoever runs this installation. A correction is kept
      with its reason, and the old id leads to what became of it.
    </p>
    <p class="small soft">
      Lexicon {status.lexiconVersion}, model {status.modelVersion}, version {status.version}.
    </p>
  </Page>
);

export const DigestsPage: FC<Base & { digests: Digest[] }> = ({ digests, baseUrl }) => (
  <Page
    title="Weekly issues – Amur"
    description="The archive of the weekly issues."
    path="/digests"
    baseUrl={baseUrl}
  >
    <h1>Weekly issues</h1>
    {digests.length === 0 && <p>No issue has been frozen yet. Each Monday the week before becomes one.</p>}
    <ul class="plain">
      {digests.map((digest) => (
        <li>
          <a href={`/digests/${digest.week}`}>{digest.week}</a>: {summaryOf(digest)}
        </li>
      ))}
    </ul>
  </Page>
);

export const DigestPage: FC<Base & { digest: Digest }> = ({ digest, baseUrl }) => (
  <Page
    title={`Week ${digest.week} – Amur`}
    description={summaryOf(digest)}
    path={`/digests/${digest.week}`}
    baseUrl={baseUrl}
  >
    <h1>Russia and China: week {digest.week}</h1>
    <p class="soft">{windowOf(digest)}</p>
    <p>{summaryOf(digest)}</p>
    {digest.top.length > 0 && (
      <>
        <h2>First of all</h2>
        <EventList events={digest.top.map(({ event }) => event)} />
      </>
    )}
    {digest.rest.map(({ category, entries }) => (
      <>
        <h2>{strings.categories[category]}</h2>
        <EventList events={entries.map(({ event }) => event)} />
      </>
    ))}
    {digest.moved.length > 0 && (
      <>
        <h2>What changed</h2>
        <EventList events={digest.moved.map(({ event }) => event)} />
      </>
    )}
  </Page>
);

export const SubscribePage: FC<Base> = ({ baseUrl }) => (
  <Page
    title="Subscribe – Amur"
    description="One mail a week with what happened."
    path="/subscribe"
    baseUrl={baseUrl}
  >
    <h1>Subscribe</h1>
    <p>
      One mail each Monday with what happened in the week before. Sending mail is not set up on this
      installation; until it is, the <a href="/digests">weekly issues</a> and the{' '}
      <a href="/feed.atom">Atom feed</a> carry the same.
    </p>
  </Page>
);

export const DocsPage: FC<Base & { document: Json }> = ({ document, baseUrl }) => (
  <Page title="API – Amur" description="The HTTP API: open, without a key." path="/docs" baseUrl={baseUrl}>
    <h1>API</h1>
    <p>
      The contract is <a href="/openapi.json">openapi.json</a>; the data are CC BY 4.0.
    </p>
    {Object.keys(document.paths as Json).map((path) => (
      <h2>
        GET <code>{path}</code>
      </h2>
    ))}
  </Page>
);

export const ProblemPage: FC<Base & { kind: ProblemKind; detail?: string | undefined; path: string }> = ({
  kind,
  detail,
  path,
  baseUrl,
}) => (
  <Page
    title={`${PROBLEMS[kind].title} – Amur`}
    description={PROBLEMS[kind].text}
    path={path}
    baseUrl={baseUrl}
  >
    <h1>{PROBLEMS[kind].title}</h1>
    {detail && <p class="warn">{detail}</p>}
    <p>{PROBLEMS[kind].text}</p>
    <p>
      <a href="/">Back to the timeline</a>
    </p>
  </Page>
);
