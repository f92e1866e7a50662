import type { FC } from 'hono/jsx';
import { Category } from '../classification/verdict.ts';
import type { Digest, DigestEntry } from './digest.ts';
import { type Room, type SectionView, sectionsOf } from './issue-view.ts';
import {
  CATEGORY_NAMES,
  confidenceOf,
  cut,
  happenedBefore,
  meanWords,
  moreSources,
  nameOf,
  summaryOf,
  windowOf,
} from './wording.ts';

const LONGEST_TITLE = 160;
const LONGEST_LINK = 600; // characters; a mail has no room for longer ones
const WHOLE_BAR = 24; // events, or what the week has if that is more: bars of most weeks can be compared

type Props = { digest: Digest; baseUrl: string; room: Room };

export const eventUrl = (baseUrl: string, id: string): string => `${baseUrl}/events/${id}`;

const linkable = (url: string | null): url is string =>
  Boolean(url?.startsWith('https:')) && (url?.length ?? 0) <= LONGEST_LINK;

const Sources: FC<{ entry: DigestEntry; baseUrl: string }> = ({ entry, baseUrl }) => (
  <p class="meta">
    Sources:{' '}
    {entry.sources.map(({ outlet, url, lang }, index) => (
      <>
        {index > 0 ? ', ' : ''}
        {linkable(url) ? (
          <a href={url} hreflang={lang}>
            {cut(outlet, 60)}
          </a>
        ) : (
          cut(outlet, 60)
        )}
      </>
    ))}
    {moreSources(entry) > 0 && (
      <>
        , and <a href={eventUrl(baseUrl, entry.event.id)}>{moreSources(entry)} more</a>
      </>
    )}
    {!entry.sources.some(({ url }) => linkable(url)) && (
      <>
        {' '}
        (<a href={eventUrl(baseUrl, entry.event.id)}>all sources</a>)
      </>
    )}
  </p>
);

const Entry: FC<{ entry: DigestEntry; digest: Digest; baseUrl: string; lead: boolean }> = (props) => {
  const { entry, digest, baseUrl, lead } = props;
  const { event, why, change } = entry;
  return (
    <>
      <h3 class={lead ? 'lead' : undefined}>
        <a href={eventUrl(baseUrl, event.id)} dir="auto">
          {cut(event.title, LONGEST_TITLE)}
        </a>
      </h3>
      <p class="meta">
        <b class={event.category}>{CATEGORY_NAMES[event.category]}</b> · {happenedBefore(event, digest)} ·{' '}
        {confidenceOf(event)}
      </p>
      {change && <p class="why">What changed: {change}.</p>}
      {why && <p class="why">Why it is here: {why}.</p>}
      <Sources entry={entry} baseUrl={baseUrl} />
    </>
  );
};

const Section: FC<{ section: SectionView } & Props> = ({ section, digest, baseUrl }) => (
  <>
    <h2>{section.title}</h2>
    {section.entries.map((entry, index) => (
      <Entry
        entry={entry}
        digest={digest}
        baseUrl={baseUrl}
        lead={index === 0 && section.title === 'First of all'}
      />
    ))}
    {section.more > 0 && (
      <p class="meta">
        <a href={`${baseUrl}/digests/${digest.week}`}>{section.more} more on the web page of this issue</a>
      </p>
    )}
  </>
);

/** A bar is a table of that width: every mail program draws it, with no picture and whatever fonts it has. */
const Bar: FC<{ category: Category; percent: number }> = ({ category, percent }) => (
  <table role="presentation" class="bar" width={`${percent}%`} cellpadding="0" cellspacing="0">
    <tr>
      <td class={category}>&nbsp;</td>
    </tr>
  </table>
);

const Counts: FC<{ digest: Digest }> = ({ digest }) => {
  const whole = Math.max(WHOLE_BAR, ...Object.values(digest.counts));
  return (
    <table class="counts">
      <caption class="meta">
        New events this week
        {digest.meanOver > 0 && ` and the mean of ${meanWords(digest)}`}
      </caption>
      <tr>
        <th scope="col">Category</th>
        <th scope="col">Week</th>
        {digest.meanOver > 0 && <th scope="col">Mean</th>}
        <th scope="col" width="60%">
          <span class="meta">a whole bar: {whole} events</span>
        </th>
      </tr>
      {Category.options.map((category) => (
        <tr>
          <th scope="row">{CATEGORY_NAMES[category]}</th>
          <td>{digest.counts[category]}</td>
          {digest.meanOver > 0 && <td>{digest.mean[category].toFixed(1)}</td>}
          <td>
            {digest.counts[category] > 0 && (
              <Bar category={category} percent={Math.ceil((digest.counts[category] * 100) / whole)} />
            )}
          </td>
        </tr>
      ))}
    </table>
  );
};

const Withdrawn: FC<Props> = ({ digest, baseUrl, room }) => (
  <>
    <h2>Withdrawn</h2>
    {digest.withdrawn.slice(0, room.entries).map(({ id, title, reason }) => (
      <p>
        <a href={eventUrl(baseUrl, id)}>{cut(title || id, LONGEST_TITLE)}</a>: {cut(reason, 200)}
      </p>
    ))}
  </>
);

const Frictions: FC<Props> = ({ digest }) => (
  <>
    <h2>Frictions</h2>
    <p class="meta">Rivalry, refusals and quarrels between the two; never counted as cooperation.</p>
    {digest.frictions.map(({ outlet, title, url, lang, wedge }) => (
      <p>
        {outlet}
        {wedge && wedge !== 'other' ? ` (${wedge})` : ''}:{' '}
        {linkable(url) ? (
          <a href={url} lang={lang} dir="auto">
            {cut(title, LONGEST_TITLE)}
          </a>
        ) : (
          <span lang={lang} dir="auto">
            {cut(title, LONGEST_TITLE)}
          </span>
        )}
      </p>
    ))}
  </>
);

const Expected: FC<Props> = ({ digest, baseUrl }) => (
  <>
    <h2>May come next week</h2>
    {digest.expected.map(({ id, title, basis }) => (
      <p>
        <a href={eventUrl(baseUrl, id)}>{cut(title, LONGEST_TITLE)}</a>: {basis}
      </p>
    ))}
  </>
);

/** What mail and web page share: the whole issue, without head and foot. */
export const IssueBody: FC<Props> = (props) => {
  const { digest, room } = props;
  return (
    <>
      <h1>{nameOf(digest)}</h1>
      <p class="meta">{windowOf(digest)}</p>
      <p class="deck">{summaryOf(digest)}</p>
      <Counts digest={digest} />
      {sectionsOf(digest, room).map((section) => (
        <Section section={section} {...props} />
      ))}
      {digest.withdrawn.length > 0 && <Withdrawn {...props} />}
      {digest.frictions.length > 0 && <Frictions {...props} />}
      {digest.expected.length > 0 && <Expected {...props} />}
    </>
  );
};
