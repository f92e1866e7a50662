import { Category } from '../classification/verdict.ts';
import { allEvents } from '../events/all-events.ts';
import type { AsideStore } from '../events/aside-store.ts';
import type { EventSummary } from '../events/event.ts';
import type { EventReader } from '../events/event-store.ts';
import type { Report } from '../events/report.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digest, DigestCounts, DigestEntry, DigestSource } from './digest.ts';
import type { DigestStore } from './digest-store.ts';
import { type IsoWeek, type WeekWindow, weekBefore, weekWindow } from './iso-week.ts';
import { expectedAfter } from './next-week.ts';
import { type Selection, selectEvents, whyFirst } from './select-events.ts';
import { changeWithin, withdrawnWithin } from './what-changed.ts';

const SOURCES_SHOWN = 5;
const PAGE = 100;
const MEAN_WEEKS = 4;
const FRICTIONS_READ = 200;
const FRICTIONS_SHOWN = 8;

export type FreezePorts = {
  events: EventReader;
  digests: DigestStore;
  clock: Clock;
  /** Where frictions are kept; an issue without it names none. */
  asides?: Pick<AsideStore, 'list'>;
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
  return frozen ?? keepDigest(ports, await compose(ports, week));
};

/** Keeps an issue that was made; the one that was kept first stays, and a draft is not kept. */
export const keepDigest = async (
  { digests }: Pick<FreezePorts, 'digests'>,
  digest: Digest,
): Promise<Digest> => (digest.draft ? digest : digests.freeze(digest));

/** The issue of a week as freezing would give it now; nothing is kept. */
export const previewDigest = async (ports: FreezePorts, week: IsoWeek): Promise<Digest> =>
  (await ports.digests.get(week)) ?? compose(ports, week);

const compose = async (ports: FreezePorts, week: IsoWeek): Promise<Digest> => {
  const window = weekWindow(week);
  const before = await issuesBefore(ports.digests, week);
  const asOf = ports.clock().toISOString();
  const selection = await select(ports.events, week, before);
  return {
    week,
    ...window,
    asOf,
    draft: asOf < window.to,
    held: await ports.health(window),
    ...(await entriesOf(ports.events, selection, window)),
    withdrawn: await withdrawnWithin(ports.events, window),
    frictions: await frictionsIn(ports, window),
    expected: await expectedAfter(ports.events, window),
    counts: countBy(selection.found),
    mean: meanOf(before),
    meanOver: before.length,
  };
};

/** The touched events go back to the week before: what was recorded after that issue was frozen is told in this one. */
const select = async (events: EventReader, week: IsoWeek, before: Digest[]): Promise<Selection> => {
  const previous = before.find((issue) => issue.week === weekBefore(week));
  const touched = await allEvents(
    events,
    { updatedSince: previous?.from ?? weekWindow(week).from, messages: true },
    { sort: '-updatedAt', limit: PAGE },
  );
  const told = new Set(before.flatMap(idsOf));
  return selectEvents(touched, weekWindow(week), { told, since: previous?.from });
};

const idsOf = ({ top, rest }: Digest): string[] =>
  [...top, ...rest.flatMap(({ entries }) => entries)].map(({ event }) => event.id);

const entriesOf = async (
  events: EventReader,
  { top, rest, moved }: Selection,
  window: WeekWindow,
): Promise<Pick<Digest, 'top' | 'rest' | 'moved'>> => {
  const entry = (event: EventSummary) => entryOf(events, event);
  const changed = async (event: EventSummary) => ({
    ...(await entry(event)),
    change: changeWithin(await events.history(event.id), window),
  });
  return {
    top: await Promise.all(top.map(async (event) => ({ ...(await entry(event)), why: whyFirst(event) }))),
    rest: await Promise.all(
      rest.map(async ({ category, events: some }) => ({
        category,
        entries: await Promise.all(some.map(entry)),
      })),
    ),
    moved: (await Promise.all(moved.map(changed))).filter(({ change }) => change !== null),
  };
};

/** One link an outlet: the report of each that came first. */
const entryOf = async (events: EventReader, event: EventSummary): Promise<DigestEntry> => {
  const byOutlet = new Map((await events.reports(event.id)).map((report) => [report.outlet, report]));
  const sources = [...byOutlet.values()].slice(0, SOURCES_SHOWN).map(sourceOf);
  return { event, sources, why: null, change: null };
};

const sourceOf = ({ outlet, title, url, verdict }: Report): DigestSource => ({
  outlet,
  title,
  url,
  lang: verdict.lang,
});

const frictionsIn = async ({ asides }: FreezePorts, { from, to }: WeekWindow) => {
  const reports = (await asides?.list('friction', FRICTIONS_READ)) ?? [];
  return reports
    .filter(({ firstSeen }) => firstSeen >= from && firstSeen < to)
    .slice(0, FRICTIONS_SHOWN)
    .map((report) => ({ ...sourceOf(report), wedge: report.verdict.wedge }));
};

export const countBy = (events: { category: Category }[]): DigestCounts =>
  Object.fromEntries(
    Category.options.map((category) => [
      category,
      events.filter((event) => event.category === category).length,
    ]),
  ) as DigestCounts;

const issuesBefore = async (digests: DigestStore, week: IsoWeek): Promise<Digest[]> => {
  const weeks = Array.from({ length: MEAN_WEEKS }, (_, index) => weekBefore(week, index + 1));
  const issues = await Promise.all(weeks.map((before) => digests.get(before)));
  return issues.filter((issue) => issue !== undefined);
};

/** Mean over those of the four weeks before that have an issue: a week without one is unknown, not zero. */
const meanOf = (issues: Digest[]): DigestCounts => {
  const mean = (category: Category) =>
    issues.reduce((sum, { counts }) => sum + counts[category], 0) / Math.max(1, issues.length);
  return Object.fromEntries(Category.options.map((category) => [category, mean(category)])) as DigestCounts;
};
