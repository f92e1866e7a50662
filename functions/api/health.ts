import * as z from 'zod';
import { Source, type SourceState } from '../../shared/ingestion/source.ts';
import type { SourceEntry } from '../../shared/ingestion/source-store.ts';
import type { Deps } from './deps.ts';
import { healthWords } from './health-words.ts';

const DAY_MS = 86_400_000;
const SILENT_AFTER = 14 * DAY_MS; // an outlet of news that has nothing new for so long answers with an archive
const STALE_AFTER = DAY_MS;

export const SourceHealth = Source.extend({
  state: z
    .enum(['not visited yet', 'answers', 'failing', 'silent', 'off', 'gone'])
    .meta({ description: '`silent` answers but has had nothing new for two weeks.' }),
  lastSuccess: z.iso.datetime().nullable(),
  lastFailure: z.object({ at: z.iso.datetime(), reason: z.string().max(300) }).nullable(),
  failures: z.int().min(0).max(1_000_000).meta({ description: 'Failures in a row.' }),
  newestItem: z.iso.datetime().nullable(),
  itemsPerDay: z.number().min(0).max(1_000_000).nullable(),
  itemsRead: z.int().min(0).max(1_000_000_000),
  nextVisit: z.iso.datetime().nullable(),
  words: z.string().max(600).meta({ description: 'How the feed does, in a sentence or two.' }),
}).meta({ id: 'SourceHealth' });
export type SourceHealth = z.infer<typeof SourceHealth>;

export const sourceHealth = async ({
  sources,
  clock,
}: Pick<Deps, 'sources' | 'clock'>): Promise<SourceHealth[]> =>
  (await sources.all()).map((entry) => {
    const health = healthOf(entry, clock());
    return { ...health, words: healthWords(health) };
  });

const healthOf = ({ source, state }: SourceEntry, now: Date): Omit<SourceHealth, 'words'> => ({
  ...source,
  state: stateOf(source.on, state, now),
  lastSuccess: state.lastSuccess,
  lastFailure: state.lastFailure,
  failures: state.failures,
  newestItem: state.newestItem,
  itemsPerDay: state.itemsPerDay,
  itemsRead: state.itemsRead,
  nextVisit: source.on && !state.disabled ? state.nextVisit : null,
});

const stateOf = (on: boolean, state: SourceState, now: Date): SourceHealth['state'] => {
  if (!on) return 'off';
  if (state.disabled) return 'gone';
  if (state.failures > 0) return 'failing';
  if (!state.lastSuccess) return 'not visited yet';
  const { newestItem } = state;
  return newestItem && now.getTime() - Date.parse(newestItem) > SILENT_AFTER ? 'silent' : 'answers';
};

/** How fresh the live record is: the last visit that succeeded, and whether that is long ago. */
export type Freshness = {
  lastRun: string | null;
  stale: boolean;
  on: number;
  answering: number;
  failing: number;
};

export const freshnessOf = (health: SourceHealth[], now: Date): Freshness => {
  const lastRun =
    health
      .flatMap(({ lastSuccess }) => lastSuccess ?? [])
      .sort()
      .at(-1) ?? null;
  const among = (...states: SourceHealth['state'][]): number =>
    health.filter(({ state }) => states.includes(state)).length;
  return {
    lastRun,
    stale: !lastRun || now.getTime() - Date.parse(lastRun) > STALE_AFTER,
    on: health.length - among('off'),
    answering: among('answers', 'silent'),
    failing: among('failing', 'gone'),
  };
};
