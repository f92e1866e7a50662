import type { FC } from 'hono/jsx';
import type { Stretch } from '../../../shared/article/coverage.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import type { Strip } from './chart-data.ts';
import { undated, When } from './event-list.tsx';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';
import { StripChart } from './strip-chart.tsx';

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
      <p class="soft">
        {events.length} on record{next && `; if the rhythm holds, the next one about ${monthWords(next)}`}.
      </p>
      <ol class="events">
        {events
          .toReversed()
          .slice(0, SHOWN)
          .map((event) => (
            <li>
              <When event={event} />
              <div>
                <a class="t" href={`/events/${event.id}`}>
                  {undated(event)}
                </a>
                {event.ordinal && <p class="meta">Number {event.ordinal} as its reports count</p>}
              </div>
            </li>
          ))}
      </ol>
      {events.length > SHOWN && (
        <p>
          <a href={`/?series=${encodeURIComponent(name)}#list`}>{strings.series.all(events.length)}</a>
        </p>
      )}
    </section>
  );
};

type SeriesPageProps = { series: Strip[]; gaps: Stretch[]; now: Date; baseUrl: string };

export const SeriesPage: FC<SeriesPageProps> = ({ series, gaps, now, baseUrl }) => (
  <Page
    title="Series – Amur"
    description="Recurring drills, patrols and meetings of Russia and China, each on its own line."
    path="/series"
    baseUrl={baseUrl}
  >
    <h1>What comes again</h1>
    <p class="deck">
      Drills, patrols and meetings that recur, each on its own line. An ordinal is that of the reports; what
      is expected next is reckoned from the rhythm so far and is no announcement.
    </p>
    {series.length === 0 ? (
      <p>No series is on record yet.</p>
    ) : (
      <StripChart
        id="series"
        title="Each on its own line"
        description="One mark an event, by its first day: squares are military, circles economic, diamonds diplomatic. Hatched is what the chronology does not cover."
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
