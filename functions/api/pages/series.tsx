import type { FC } from 'hono/jsx';
import type { Stretch } from '../../../shared/article/coverage.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import type { Strip } from './chart-data.ts';
import { When } from './event-list.tsx';
import { Page } from './layout.tsx';
import { StripChart } from './strip-chart.tsx';

const DAY_MS = 86_400_000;

/**
 * When the next one may be expected: the median gap added to the last one. Too few, too irregular, or long past:
 * nothing is expected.
 */
export const expectedNext = (events: readonly EventSummary[], today: string): string | null => {
  const days = events.map(({ eventStart }) => Date.parse(eventStart)).sort((a, b) => a - b);
  const gaps = days.slice(1).map((day, index) => (day - (days[index] ?? day)) / DAY_MS);
  const middle = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)];
  const last = days.at(-1);
  if (gaps.length < 3 || middle === undefined || last === undefined || middle < 30) return null;
  const next = new Date(last + middle * DAY_MS).toISOString().slice(0, 10);
  return Date.parse(next) + (middle / 2) * DAY_MS >= Date.parse(today) ? next.slice(0, 7) : null;
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
        {events.toReversed().map((event) => (
          <li>
            <When event={event} />
            <div>
              <a class="t" href={`/events/${event.id}`}>
                {event.title}
              </a>
              {event.ordinal && <p class="meta">Number {event.ordinal} as its reports count</p>}
            </div>
          </li>
        ))}
      </ol>
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
