import type { FC } from 'hono/jsx';
import type { Change, Event, Tombstone } from '../../../shared/events/event.ts';
import type { PublicReport } from '../presented.ts';
import { machineDate, sureness, Tags, When } from './event-list.tsx';
import { Page } from './layout.tsx';
import { languageName, strings, tierName, typeName } from './strings.ts';

type EventPageProps = {
  event: Event;
  reports: PublicReport[];
  history: Change[];
  context: string | null;
  baseUrl: string;
};

const BASIS = {
  text: 'as the reports state it',
  publication: 'the day of the first report, since no report states a date',
  seed: 'as people coded it',
} as const;

const Facts: FC<{ event: Event }> = ({ event }) => (
  <dl class="facts">
    <dt>When</dt>
    <dd>
      <When event={event} />{' '}
      <span class="soft">
        ({BASIS[event.dateBasis.from]}
        {event.dateBasis.from === 'text' && event.dateBasis.text ? `: “${event.dateBasis.text}”` : ''})
      </span>
    </dd>
    {event.place && (
      <>
        <dt>Where</dt>
        <dd>{event.place}</dd>
      </>
    )}
    <dt>Who</dt>
    <dd>{event.actors.map(({ name }) => name).join(', ')}</dd>
    <dt>What</dt>
    <dd>
      {typeName(event.type)} (PLOVER: {event.plover})
    </dd>
    {event.series && (
      <>
        <dt>Series</dt>
        <dd>
          <a href={`/?series=${encodeURIComponent(event.series)}`}>{event.series}</a>
          {event.ordinal ? `, number ${event.ordinal}` : ''}
        </dd>
      </>
    )}
    <dt>How sure</dt>
    <dd>
      {strings.statuses[event.status]}; {sureness(event)}; confidence {Math.round(event.confidence * 100)} %
    </dd>
  </dl>
);

const Ladder: FC<{ event: Event }> = ({ event }) =>
  event.ladder.length > 1 ? (
    <ol class="ladder" aria-label="How it was told over time">
      {event.ladder.map(({ status, on, outlet }) => (
        <li>
          <strong>{strings.statuses[status]}</strong>
          <br />
          <time datetime={on}>{on}</time>, {outlet}
        </li>
      ))}
    </ol>
  ) : (
    <></>
  );

type Span = { start: number; end: number; kind: string };

/** Spans that do not overlap, in order; the heavier reason wins. */
const apart = (reasons: PublicReport['reasons']): Span[] => {
  const taken: Span[] = [];
  for (const { kind, field, start, end } of reasons) {
    if (field !== 'title' || end <= start || taken.some((other) => start < other.end && end > other.start))
      continue;
    taken.push({ start, end, kind });
  }
  return taken.sort((a, b) => a.start - b.start);
};

const Headline: FC<{ report: PublicReport }> = ({ report: { title, reasons } }) => {
  const spans = apart(reasons);
  const ends = [0, ...spans.map(({ end }) => end)];
  return (
    <>
      {spans.map(({ start, end, kind }, index) => (
        <>
          {title.slice(ends[index], start)}
          <mark class={kind}>{title.slice(start, end)}</mark>
        </>
      ))}
      {title.slice(ends.at(-1))}
    </>
  );
};

const Source: FC<{ report: PublicReport }> = ({ report }) => (
  <li>
    <p>
      <strong>{report.outlet}</strong>{' '}
      <span class="soft small">
        {tierName(report.tier)}, {languageName(report.lang)},{' '}
        {(report.published ?? report.firstSeen).slice(0, 10)}
      </span>
      <br />
      {report.url ? (
        <a href={report.url} rel="noopener nofollow" lang={report.lang} dir="auto">
          <Headline report={report} />
        </a>
      ) : (
        <span lang={report.lang} dir="auto">
          <Headline report={report} />
        </span>
      )}
    </p>
    <details>
      <summary>Why it was believed: {Math.round(report.confidence * 100)} %</summary>
      <table>
        <tbody>
          {report.reasons.map(({ kind, rule, text, weight, field }) => (
            <tr>
              <td class="n">{weight > 0 ? `+${weight.toFixed(2)}` : weight.toFixed(2)}</td>
              <td>{kind}</td>
              <td>
                {rule}
                {field === 'title' && text ? <> (“{text}”)</> : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small soft">
        The weights add up to the score. Lexicon {report.lexiconVersion}, model {report.modelVersion}.
      </p>
    </details>
  </li>
);

const SHOWN = 12;

const Sources: FC<{ reports: PublicReport[] }> = ({ reports }) => (
  <>
    <h2>Sources</h2>
    {reports.length === 0 && <p>No report was found in the feeds; people put this event on record.</p>}
    <ul class="plain">
      {reports.slice(0, SHOWN).map((report) => (
        <Source report={report} />
      ))}
    </ul>
    {reports.length > SHOWN && (
      <details>
        <summary>{reports.length - SHOWN} more reports</summary>
        <ul class="plain">
          {reports.slice(SHOWN).map(({ outlet, title, url, lang }) => (
            <li>
              {outlet}:{' '}
              {url ? (
                <a href={url} rel="noopener nofollow" lang={lang} dir="auto">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
);

const Tellings: FC<{ event: Event }> = ({ event }) =>
  event.tellings.length > 0 ? (
    <>
      <h2>Told before</h2>
      <ul class="plain">
        {event.tellings.map(({ origin, ref, text, sourceUrl }) => (
          <li>
            <span class={`tag ${origin}`}>{strings.origins[origin]}</span> {text}{' '}
            {origin === 'article' && <a href={`/article#claim-${ref}`}>Claim {ref}</a>}{' '}
            {sourceUrl && /^https?:/.test(sourceUrl) && (
              <a href={sourceUrl} rel="noopener nofollow">
                source
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  ) : (
    <></>
  );

const Disagreements: FC<{ event: Event }> = ({ event }) =>
  event.disagreements.length > 0 ? (
    <>
      <h2>Where the reports differ</h2>
      {event.disagreements.map(({ field, values }) => (
        <p>
          <strong>
            {
              {
                eventStart: 'First day',
                eventEnd: 'Last day',
                place: 'Place',
                type: 'Kind',
                figure: 'Figure',
                status: 'Status',
              }[field]
            }
            :
          </strong>{' '}
          {values.map(({ value, outlets }) => `${value} (${outlets.slice(0, 4).join(', ')})`).join(' · ')}
        </p>
      ))}
    </>
  ) : (
    <></>
  );

const Cite: FC<{ event: Event; address: string }> = ({ event, address }) => (
  <details>
    <summary>Cite this record</summary>
    <p>
      APA: Amur. ({event.updatedAt.slice(0, 4)}). {event.title}. {address}
    </p>
    <p>
      Chicago: “{event.title}.” Amur. Last changed {event.updatedAt.slice(0, 10)}. {address}.
    </p>
    <pre>{`@misc{amur-${event.id},\n  title = {${event.title}},\n  author = {Amur},\n  year = {${event.updatedAt.slice(0, 4)}},\n  url = {${address}}\n}`}</pre>
  </details>
);

const jsonLdOf = (event: Event, reports: PublicReport[], address: string) => ({
  '@context': 'https://schema.org',
  '@type': 'WebPage',
  name: event.title,
  url: address,
  about: {
    '@type': 'Event',
    name: event.title,
    startDate: machineDate(event),
    endDate: event.eventEnd,
    ...(event.place && { location: { '@type': 'Place', name: event.place } }),
  },
  citation: reports.slice(0, 20).map(({ title, url, outlet, published }) => ({
    '@type': 'NewsArticle',
    headline: title,
    ...(url && { url }),
    publisher: outlet,
    ...(published && { datePublished: published }),
  })),
});

export const EventPage: FC<EventPageProps> = ({ event, reports, history, context, baseUrl }) => {
  const path = `/events/${event.id}`;
  const address = `${baseUrl}${path}`;
  return (
    <Page
      title={`${event.title} – Amur`}
      description={`${event.title}: what happened, who says so, and how sure it is.`}
      path={path}
      baseUrl={baseUrl}
      jsonLd={jsonLdOf(event, reports, address)}
    >
      <h1>{event.title}</h1>
      <p>
        <Tags event={event} />
      </p>
      {context && <p>{context}</p>}
      <Facts event={event} />
      <Ladder event={event} />
      <Tellings event={event} />
      <Sources reports={reports} />
      <Disagreements event={event} />
      <h2>History of this record</h2>
      <details>
        <summary>
          {history.length} {history.length === 1 ? 'change' : 'changes'}; first published here{' '}
          {event.firstSeen.slice(0, 10)}, last changed {event.updatedAt.slice(0, 10)}
        </summary>
        <ul class="plain">
          {history.slice(-30).map(({ at, kind, why }) => (
            <li class="small">
              <time datetime={at}>{at.slice(0, 16).replace('T', ' ')}</time> {kind}: {why}
            </li>
          ))}
        </ul>
      </details>
      <Cite event={event} address={address} />
      <p class="small soft">
        Something wrong? <a href="/method#errors">How to report an error</a>.
      </p>
    </Page>
  );
};

export const RetractedPage: FC<{ tombstone: Tombstone; baseUrl: string }> = ({ tombstone, baseUrl }) => (
  <Page
    title="Retracted – Amur"
    description="This event was retracted."
    path={`/events/${tombstone.id}`}
    baseUrl={baseUrl}
  >
    <h1>This event was retracted</h1>
    <p>Reason: {tombstone.reason}</p>
    <p class="soft">Retracted on {tombstone.at.slice(0, 10)}. Its id is never used again.</p>
  </Page>
);
