import type { FC } from 'hono/jsx';
import type { Stretch } from '../../../shared/article/coverage.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import type { Strip } from './chart-data.ts';
import { EventLink, When } from './event-list.tsx';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';
import { StripChart } from './strip-chart.tsx';

const words = strings.series;
const SHOWN = 12;
const RECENT = 4; // gaps that a rhythm is read from

/**
 * The month in which the next one may be expected: the middle of the last gaps added to the last event. Nothing is
 * expected where the gaps differ much, where there are too few, or where that month is long past.
 */
export const expectedNext = (events: readonly EventSummary[], today: string): string | null => {
  const days = events.map(({ eventStart }) => Date.parse(eventStart)).sort((a, b) => a - b);
  const gaps = days
    .slice(1)
    .map((day, index) => day - (days[index] ?? day))
    .slice(-RECENT)
    .sort((a, b) => a - b);
  const [middle = 0, last = 0] = [gaps[Math.floor(gaps.length / 2)], days.at(-1)];
  const regular = gaps.length >= 3 && gaps.every((gap) => gap > middle * 0.5 && gap < middle * 1.6);
  const overdue = Date.parse(today) > last + middle * 1.5;
  return regular && !overdue ? new Date(last + middle).toISOString().slice(0, 7) : null;
};

const monthWords = (month: string): string => dateWords(`${month}-01`, `${month}-01`, 'month');

const Line: FC<{ strip: Strip; today: string }> = ({ strip: { name, events }, today }) => {
  const next = expectedNext(events, today);
  return (
    <section>
      <h2 id={name.toLowerCase().replace(/[^a-z]+/g, '-')}>{name}</h2>
      <p class="soft">{words.count(events.length, next && monthWords(next))}</p>
      <ol class="events">
        {events
          .toReversed()
          .slice(0, SHOWN)
          .map((event) => (
            <li>
              <When event={event} />
              <div>
                <EventLink event={event} />
                {event.ordinal && <p class="meta">{words.number(event.ordinal)}</p>}
              </div>
            </li>
          ))}
      </ol>
      {events.length > SHOWN && (
        <p>
          <a href={`/?series=${encodeURIComponent(name)}#list`}>{words.all(events.length)}</a>
        </p>
      )}
    </section>
  );
};

type SeriesPageProps = { series: Strip[]; gaps: Stretch[]; now: Date; baseUrl: string };

export const SeriesPage: FC<SeriesPageProps> = ({ series, gaps, now, baseUrl }) => (
  <Page
    title={`${strings.nav['/series']} – Amur`}
    description={words.description}
    path="/series"
    baseUrl={baseUrl}
  >
    <h1>{words.title}</h1>
    <p class="deck">{words.deck}</p>
    {series.length === 0 ? (
      <p>{words.none}</p>
    ) : (
      <StripChart
        id="series"
        title={words.chart}
        description={words.chartText}
        strips={series}
        gaps={gaps}
        first="1991-01-01"
        last={`${now.getUTCFullYear()}-12-31`}
        note={({ events }) => String(events.length)}
      />
    )}
    {series.map((strip) => (
      <Line strip={strip} today={now.toISOString().slice(0, 10)} />
    ))}
  </Page>
);
