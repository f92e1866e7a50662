import type { FC } from 'hono/jsx';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import { DATASET, LICENCE } from '../formats/licence.ts';
import type { Freshness } from '../health.ts';
import { articleEndOf, type Bar, type Coverage, panelsOf, type Strip, stripsOf } from './chart-data.ts';
import { Chart, type Moment } from './charts.tsx';
import type { Variant } from './drawing.tsx';
import { EventList, Timeline } from './event-list.tsx';
import { FilterForm, type Given } from './filter-form.tsx';
import { Page } from './layout.tsx';
import { Rich } from './rich.tsx';
import { strings } from './strings.ts';
import { StripChart } from './strip-chart.tsx';

export type HomeProps = {
  baseUrl: string;
  /** Path with its query. */
  path: string;
  query: string;
  given: Given;
  filtered: boolean;
  /** Why the filters are not understood, or null. */
  problem: string | null;
  /** This page of the list, the number of events under the filters, and the address of the next page. */
  events: EventSummary[];
  matching: number;
  next: string | null;
  firstPage: boolean;
  /** Every event but telegrams, newest first. */
  all: readonly EventSummary[];
  parties: { id: string; name: string }[];
  coverage: Coverage;
  /** The first day on which a feed was read; null: none was. */
  liveSince: string | null;
  freshness: Freshness;
  updatedAt: string | null;
  now: Date;
};

const DAY_MS = 86_400_000;
const FIRST_DAY = '1991-01-01';
const MONTHS = 24;

const day = (date: Date): string => date.toISOString().slice(0, 10);
const momentWords = (instant: string): string =>
  `${dateWords(instant.slice(0, 10), instant.slice(0, 10), 'day')}, ${instant.slice(11, 16)} UTC`;

const FreshnessLine: FC<{ freshness: Freshness; liveSince: string | null }> = ({
  freshness: { lastRun, stale, on, answering },
  liveSince,
}) => (
  <p class={stale && lastRun ? 'warn small' : 'soft small'}>
    {lastRun ? (
      <>
        Data as of <time datetime={lastRun}>{momentWords(lastRun)}</time>.{' '}
      </>
    ) : (
      strings.home[liveSince ? 'onlyFiles' : 'noFeed']
    )}
    {stale && lastRun && 'That is more than a day ago, so newer events may be missing. '}
    <a href="/sources">
      {answering} of {on} feeds answer
    </a>
    .
  </p>
);

type Views = Pick<HomeProps, 'all' | 'coverage' | 'liveSince' | 'now'>;

const momentsOf = (all: readonly EventSummary[], since: string | null, livePanel: number): Moment[] => {
  const end = articleEndOf(all);
  return [
    ...(end ? [{ day: end.eventEnd, label: strings.charts.articleEnds, panel: 0 }] : []),
    ...(since ? [{ day: since, label: strings.charts.liveBegins, panel: livePanel }] : []),
  ];
};

const yearLabel = (period: string, { name }: Variant): string | null => {
  const year = Number(period);
  if (name === 'wide') return year % 5 === 0 ? period : null;
  return year % 10 === 0 ? period : null;
};

const hrefOf = ({ from, to }: Bar): string => `/?from=${from}&to=${to}#list`;

const LongView: FC<Views> = ({ all, coverage, liveSince, now }) => {
  const last = `${now.getUTCFullYear()}-12-31`;
  return (
    <Chart
      id="long-view"
      title={strings.charts.long}
      description={strings.charts.longText}
      panels={panelsOf(all, coverage, { first: FIRST_DAY, last, step: 'year' })}
      first={FIRST_DAY}
      last={last}
      moments={momentsOf(all, liveSince, 2).filter((moment) => moment.day >= FIRST_DAY)}
      label={yearLabel}
      href={hrefOf}
    />
  );
};

/** The 24 months that end now; where the feeds were read longer ago, those that end with their last event. */
const closeSpan = (all: readonly EventSummary[], now: Date): { first: string; last: string } => {
  const today = day(now);
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1, 1));
  const newest = all.find(
    ({ origins, eventStart }) => origins.includes('live') && eventStart <= today,
  )?.eventStart;
  const at = newest && newest < day(since) ? new Date(newest) : now;
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return {
    first: day(new Date(Date.UTC(year, month - MONTHS + 1, 1))),
    last: day(new Date(Date.UTC(year, month + 1, 0))),
  };
};

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const monthLabel = (period: string, { name }: Variant): string | null => {
  const month = Number(period.slice(5, 7));
  if (month === 1) return period.slice(0, 4);
  const step = name === 'wide' ? 3 : 6;
  return month % step === 1 ? (MONTH_NAMES[month - 1] ?? null) : null;
};

const CloseView: FC<Views> = ({ all, coverage, liveSince, now }) => {
  const { first, last } = closeSpan(all, now);
  const moments = momentsOf(all, liveSince, 1).filter((moment) => moment.day >= first && moment.day <= last);
  return (
    <Chart
      id="close-view"
      title={strings.charts.close(dateWords(first, last, 'month'))}
      description={strings.charts.closeText}
      panels={panelsOf(all, coverage, { first, last, step: 'month' }, ['chronology', 'live'])}
      first={first}
      last={last}
      moments={moments}
      label={monthLabel}
      href={hrefOf}
    />
  );
};

/** Events of a strip in the ten years up to now and in the ten before. */
const decades = ({ events }: Strip, now: Date): { lately: number; before: number } => {
  const year = now.getUTCFullYear();
  const between = (from: number, to: number): number =>
    events.filter(
      ({ eventStart }) => Number(eventStart.slice(0, 4)) > from && Number(eventStart.slice(0, 4)) <= to,
    ).length;
  return { lately: between(year - 10, year), before: between(year - 20, year - 10) };
};

const Strips: FC<Views> = ({ all, coverage, liveSince, now }) => {
  const year = now.getUTCFullYear();
  return (
    <StripChart
      id="strips"
      title={strings.charts.strips}
      description={strings.charts.stripsText(year - 19, year - 10)}
      strips={stripsOf(all)}
      gaps={coverage.chronology.filter(({ covered }) => !covered)}
      first={FIRST_DAY}
      last={`${year}-12-31`}
      since={liveSince}
      note={(strip) => {
        const { lately, before } = decades(strip, now);
        return `${before}, then ${lately}`;
      }}
    />
  );
};

/** What the complete lines say, in one sentence: the last ten years against the ten before. */
const Answer: FC<Pick<HomeProps, 'all' | 'now'>> = ({ all, now }) => {
  const counts = stripsOf(all).map((strip) => ({ name: strip.name, ...decades(strip, now) }));
  if (counts.every(({ lately, before }) => lately + before === 0)) return null;
  const year = now.getUTCFullYear();
  return (
    <>
      <p>{strings.home.answer(year - 19, year - 10)}</p>
      <ul class="tally">
        {counts.map(({ name, lately, before }) => (
          <li>
            <b>
              {before} <small>{strings.home.against}</small> {lately}
            </b>{' '}
            {name}
          </li>
        ))}
      </ul>
    </>
  );
};

const datasetOf = ({ baseUrl, all, updatedAt }: HomeProps) => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  ...DATASET,
  url: `${baseUrl}/`,
  license: LICENCE.url,
  isAccessibleForFree: true,
  creator: { '@type': 'Organization', name: 'Amur', url: baseUrl },
  temporalCoverage: `${all.at(-1)?.eventStart ?? FIRST_DAY}/..`,
  ...(updatedAt && { dateModified: updatedAt }),
  distribution: [
    { '@type': 'DataDownload', encodingFormat: 'text/csv', contentUrl: `${baseUrl}/v1/events.csv` },
    { '@type': 'DataDownload', encodingFormat: 'application/json', contentUrl: `${baseUrl}/v1/events` },
  ],
});

const Lead: FC = () => (
  <>
    <h1>{strings.home.question}</h1>
    <p class="deck">
      <Rich text={strings.home.deck} parts={{ article: <a href="/article">{strings.home.article}</a> }} />
    </p>
  </>
);

const Count: FC<Pick<HomeProps, 'matching' | 'filtered'>> = ({ matching, filtered }) => (
  <p class="soft" role="status">
    {strings.home.count(matching, filtered)} {filtered && <a href="/">{strings.home.clear}</a>}
  </p>
);

const Fresh: FC<Views> = ({ all, now }) => {
  const since = new Date(now.getTime() - 7 * DAY_MS).toISOString();
  const fresh = all
    .filter(({ origins, firstSeen }) => origins.includes('live') && firstSeen >= since)
    .slice(0, 8);
  return fresh.length > 0 ? (
    <>
      <h2>{strings.home.fresh}</h2>
      <EventList events={fresh} />
    </>
  ) : null;
};

export const HomePage: FC<HomeProps> = (props) => {
  const { baseUrl, path, query, given, filtered, problem, events, matching, next, firstPage, all } = props;
  const whole = !filtered && !problem && firstPage;
  return (
    <Page
      title={strings.home.title}
      description={strings.home.description}
      path={path}
      baseUrl={baseUrl}
      query={query}
      jsonLd={whole ? datasetOf(props) : undefined}
      unlisted={!whole}
    >
      {whole ? <Lead /> : <h1>{strings.home.list}</h1>}
      {whole && <Answer {...props} />}
      <FreshnessLine freshness={props.freshness} liveSince={props.liveSince} />
      {whole && (
        <>
          {all.length > 0 ? (
            <>
              <LongView {...props} />
              <Strips {...props} />
              <CloseView {...props} />
              <Fresh {...props} />
            </>
          ) : (
            <p>{strings.home.empty}</p>
          )}
          <h2 id="list">{strings.home.list}</h2>
        </>
      )}
      {!whole && <div id="list" />}
      <FilterForm given={given} parties={props.parties} />
      {problem && (
        <p class="warn" role="alert">
          {problem}
        </p>
      )}
      {!problem && all.length > 0 && <Count matching={matching} filtered={filtered} />}
      {!problem && all.length > 0 && events.length === 0 && <p>{strings.home.none}</p>}
      <Timeline events={events} headed={whole} articleEnds={articleEndOf(all)?.id ?? null} />
      {next && (
        <p class="pager">
          <a href={next} rel="next">
            {strings.home.older}
          </a>
        </p>
      )}
    </Page>
  );
};
