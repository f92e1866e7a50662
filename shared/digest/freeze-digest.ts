import { Category } from '../classification/verdict.ts';
import type { Change, EventSummary } from '../events/event.ts';
import type { EventReader } from '../events/event-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digest, DigestCounts, DigestEntry } from './digest.ts';
import type { DigestStore } from './digest-store.ts';
import { type IsoWeek, type WeekWindow, weekBefore, weekWindow } from './iso-week.ts';
import { selectEvents, whyFirst } from './select-events.ts';

const SOURCES_SHOWN = 5;
const PAGE = 100;
const MEAN_WEEKS = 4;

export type FreezePorts = {
  events: EventReader;
  digests: DigestStore;
  clock: Clock;
  /** Why the pipeline cannot vouch for the window, in words; null when it can. */
  health(window: WeekWindow): Promise<string | null>;
};

/**
 * The issue of a week: the frozen one where there is one, else made from the record as it stands and kept.
 * A week that is not over gives a draft that is not kept.
 * @throws AppError BadInput for a week that does not exist.
 */
export const freezeDigest = async (ports: FreezePorts, week: IsoWeek): Promise<Digest> => {
  const frozen = await ports.digests.get(week);
  if (frozen) return frozen;
  const digest = await compose(ports, week);
  return digest.draft ? digest : ports.digests.freeze(digest);
};

const compose = async (ports: FreezePorts, week: IsoWeek): Promise<Digest> => {
  const window = weekWindow(week);
  const asOf = ports.clock().toISOString();
  const touched = await eventsTouchedSince(ports.events, window.from);
  const { top, rest, moved, found } = selectEvents(touched, window);
  const entry = (event: EventSummary) => entryOf(ports.events, event);
  return {
    week,
    ...window,
    asOf,
    draft: asOf < window.to,
    held: await ports.health(window),
    top: await Promise.all(top.map(async (event) => ({ ...(await entry(event)), why: whyFirst(event) }))),
    rest: await Promise.all(
      rest.map(async ({ category, events }) => ({ category, entries: await Promise.all(events.map(entry)) })),
    ),
    moved: await Promise.all(moved.map(entry)),
    withdrawn: await withdrawnIn(ports.events, window),
    counts: countBy(found),
    mean: await meanOf(ports.digests, week),
  };
};

const eventsTouchedSince = async (events: EventReader, updatedSince: string): Promise<EventSummary[]> => {
  const all: EventSummary[] = [];
  for (let after: Awaited<ReturnType<EventReader['list']>>['next'] = null; ; ) {
    const page = await events.list(
      { updatedSince, messages: true },
      { sort: '-updatedAt', limit: PAGE, after: after ?? undefined },
    );
    all.push(...page.items);
    if (!page.next) return all;
    after = page.next;
  }
};

const entryOf = async (events: EventReader, event: EventSummary): Promise<DigestEntry> => {
  const reports = await events.reports(event.id);
  const sources = reports
    .slice(0, SOURCES_SHOWN)
    .map(({ outlet, title, url, verdict }) => ({ outlet, title, url, lang: verdict.lang }));
  return { event, sources, why: null };
};

const withdrawnIn = async (events: EventReader, { from, to }: WeekWindow): Promise<Digest['withdrawn']> => {
  const gone: Digest['withdrawn'] = [];
  const { seq } = await events.head();
  for (let since = 0; since < seq; ) {
    const changes: Change[] = await events.changes(since, PAGE * 10);
    for (const { kind, at, id, why } of changes) {
      if (kind === 'retracted' && at >= from && at < to) gone.push({ id, reason: why });
    }
    since = changes.at(-1)?.seq ?? seq;
  }
  return gone;
};

export const countBy = (events: { category: Category }[]): DigestCounts =>
  Object.fromEntries(
    Category.options.map((category) => [
      category,
      events.filter((event) => event.category === category).length,
    ]),
  ) as DigestCounts;

/** Mean over those of the four weeks before that have an issue: a week without one is unknown, not zero. */
const meanOf = async (digests: DigestStore, week: IsoWeek): Promise<DigestCounts> => {
  const weeks = Array.from({ length: MEAN_WEEKS }, (_, index) => weekBefore(week, index + 1));
  const issues = (await Promise.all(weeks.map((before) => digests.get(before)))).filter(
    (issue) => issue !== undefined,
  );
  const mean = (category: Category) =>
    issues.reduce((sum, { counts }) => sum + counts[category], 0) / Math.max(1, issues.length);
  return Object.fromEntries(Category.options.map((category) => [category, mean(category)])) as DigestCounts;
};
