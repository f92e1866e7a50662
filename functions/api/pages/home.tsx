import type { FC } from 'hono/jsx';
import type { Stretch } from '../../../shared/article/coverage.ts';
import { Category } from '../../../shared/classification/verdict.ts';
import { type EventSummary, Origin } from '../../../shared/events/event.ts';
import type { Status } from '../routes/status.ts';
import { type Bar, Chart, Key } from './charts.tsx';
import { EventList } from './event-list.tsx';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';

export type HomeProps = {
  baseUrl: string;
  path: string;
  /** Filters as the form holds them, by name. */
  filters: Record<string, string[]>;
  query: string;
  events: EventSummary[];
  matching: number;
  next: string | null;
  history: EventSummary[];
  live: EventSummary[];
  fresh: EventSummary[];
  status: Status;
  today: string;
  problem: string | null;
};

const FIRST_YEAR = 1992;

const count = (
  events: EventSummary[],
  within: (event: EventSummary) => boolean,
): Record<Category, number> => ({
  military: events.filter((event) => event.category === 'military' && within(event)).length,
  economic: events.filter((event) => event.category === 'economic' && within(event)).length,
  diplomatic: events.filter((event) => event.category === 'diplomatic' && within(event)).length,
});

export const yearBars = (events: EventSummary[], today: string): Bar[] =>
  Array.from({ length: Number(today.slice(0, 4)) - FIRST_YEAR + 1 }, (_, index) => {
    const period = String(FIRST_YEAR + index);
    const within = ({ eventStart }: EventSummary) =>
      eventStart.startsWith(period) || (index === 0 && eventStart < period);
    return { period, from: `${period}-01-01`, to: `${period}-12-31`, ...count(events, within) };
  });

const monthBars = (events: EventSummary[], last: string): Bar[] =>
  Array.from({ length: 24 }, (_, index) => {
    const at = new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)) - 24 + index, 1));
    const period = at.toISOString().slice(0, 7);
    return {
      period,
      from: `${period}-01`,
      to: `${period}-28`,
      ...count(events, ({ eventStart }) => eventStart.startsWith(period)),
    };
  });

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthLabel = (period: string): string | null => {
  const month = Number(period.slice(5, 7));
  return month === 1 ? period.slice(0, 4) : month % 3 === 1 ? (MONTHS[month - 1] ?? null) : null;
};

const Filter: FC<Pick<HomeProps, 'filters'>> = ({ filters }) => {
  const first = (name: string): string => filters[name]?.[0] ?? '';
  return (
    <form class="filter" method="get" action="/">
      <fieldset>
        <legend>Category</legend>
        {Category.options.map((category) => (
          <label>
            <input
              type="checkbox"
              name="category"
              value={category}
              checked={filters.category?.includes(category) ?? false}
            />
            {strings.categories[category]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Told by</legend>
        {Origin.options.map((origin) => (
          <label>
            <input
              type="checkbox"
              name="origin"
              value={origin}
              checked={filters.origin?.includes(origin) ?? false}
            />
            {strings.origins[origin]}
          </label>
        ))}
      </fieldset>
      <label>
        From
        <br />
        <input type="date" name="from" value={first('from')} />
      </label>
      <label>
        To
        <br />
        <input type="date" name="to" value={first('to')} />
      </label>
      <label>
        Words
        <br />
        <input type="search" name="q" maxlength={200} value={first('q')} />
      </label>
      <label>
        <input type="checkbox" name="messages" value="include" checked={first('messages') === 'include'} />{' '}
        with leaders’ telegrams
      </label>
      <button type="submit">Show</button>
    </form>
  );
};

const Freshness: FC<{ status: Status }> = ({ status: { lastRun, stale, sources } }) => (
  <p class={stale ? 'warn' : 'soft small'}>
    {lastRun ? `Data as of ${lastRun.slice(0, 16).replace('T', ' ')} UTC. ` : 'No source has been read yet. '}
    {stale && lastRun ? 'That is more than a day ago: newer events may be missing. ' : ''}
    <a href="/sources">
      {sources.answering} of {sources.on} sources answer
    </a>
    .
  </p>
);

const LongView: FC<{ history: EventSummary[]; coverage: Stretch[]; today: string }> = ({
  history,
  coverage,
  today,
}) => (
  <Chart
    id="long"
    title="The long view: events a year in the article and the chronology, 1992 to today"
    description="People chose and checked these. Hatched years are not covered by any source, which is not the same as silence."
    bars={yearBars(history, today)}
    coverage={coverage}
    label={(period) => (Number(period) % 4 === 0 ? period : null)}
    href={({ from, to }) => `/?from=${from}&to=${to}`}
  />
);

const CloseView: FC<{ live: EventSummary[]; today: string }> = ({ live, today }) => {
  const last =
    live
      .map(({ eventStart }) => eventStart)
      .sort()
      .at(-1) ?? today;
  if (live.length === 0)
    return <p class="soft">The live record is empty so far: events appear here as sources are read.</p>;
  return (
    <Chart
      id="close"
      title={`The close view: live events a month, up to ${last.slice(0, 7)}`}
      description="Found by Amur in feeds. Never added to the counts above, since they are gathered in another way."
      bars={monthBars(live, last)}
      coverage={[]}
      label={monthLabel}
      href={({ period }) => `/?origin=live&from=${period}-01&to=${period}-28`}
    />
  );
};

const datasetOf = (baseUrl: string, { window, updatedAt }: Status) => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  name: 'Amur: a timeline of Sino-Russian cooperation',
  description:
    'Dated events of military, economic and diplomatic cooperation between Russia and China: one record an event, with every report that tells of it and the reasons for believing it.',
  license: 'https://creativecommons.org/licenses/by/4.0/',
  creator: { '@type': 'Organization', name: 'Amur', url: baseUrl },
  temporalCoverage: `${window.from ?? '1992-01-01'}/..`,
  ...(updatedAt && { dateModified: updatedAt }),
  distribution: [
    { '@type': 'DataDownload', encodingFormat: 'text/csv', contentUrl: `${baseUrl}/v1/events.csv` },
    { '@type': 'DataDownload', encodingFormat: 'application/json', contentUrl: `${baseUrl}/v1/events` },
  ],
});

export const HomePage: FC<HomeProps> = (props) => {
  const {
    baseUrl,
    path,
    query,
    filters,
    events,
    matching,
    next,
    status,
    history,
    live,
    fresh,
    today,
    problem,
  } = props;
  const filtered = Object.keys(filters).length > 0;
  return (
    <Page
      title="Amur: Russia and China, event by event"
      description="A live timeline of Sino-Russian cooperation: what happened, when, who says so, and how sure it is."
      path={path}
      baseUrl={baseUrl}
      query={query}
      jsonLd={datasetOf(baseUrl, status)}
    >
      <h1>Are Russia and China really getting closer?</h1>
      <p>
        An <a href="/article">article</a> told the story in dated events and stopped in March 2023. Amur goes
        on: it reads the feeds of news outlets in English, Russian and Chinese and keeps one record for each
        event, with every source attached.
      </p>
      <Freshness status={status} />
      {!filtered && (
        <>
          <Key />
          <LongView history={history} coverage={status.coverage} today={today} />
          <CloseView live={live} today={today} />
        </>
      )}
      <h2 id="list">The timeline</h2>
      <Filter filters={filters} />
      {problem && (
        <p class="warn" role="alert">
          {problem}
        </p>
      )}
      <p class="soft">
        {matching} {matching === 1 ? 'event' : 'events'}
        {filtered && (
          <>
            {' '}
            under these filters. <a href="/">Clear the filters</a>
          </>
        )}
      </p>
      {events.length > 0 ? <EventList events={events} /> : <p>{strings.none}</p>}
      {next && (
        <p>
          <a href={next} rel="next">
            Older events
          </a>
        </p>
      )}
      {!filtered && fresh.length > 0 && (
        <>
          <h2>New in the last week</h2>
          <EventList events={fresh} />
        </>
      )}
    </Page>
  );
};
