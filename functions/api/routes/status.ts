import * as z from 'zod';
import { Stretch } from '../../../shared/article/coverage.ts';
import { unreadStretches } from '../../../shared/ingestion/reading-log.ts';
import { Accuracy } from '../accuracy.ts';
import type { Deps } from '../deps.ts';
import { freshnessOf, SourceHealth, sourceHealth } from '../health.ts';
import { answerJson, defineRoute, wholeList } from '../route.ts';

const Number_ = z.int().min(0).max(1_000_000);

const Status = z
  .object({
    version: z.string().max(40),
    lexiconVersion: z.string().max(40),
    modelVersion: z.string().max(40),
    seq: z.int().min(0).max(999_999_999_999).meta({ description: 'Position of the change feed.' }),
    updatedAt: z.iso.datetime().nullable().meta({ description: 'When the record last changed.' }),
    lastRun: z.iso.datetime().nullable().meta({ description: 'Last visit to a source that succeeded.' }),
    stale: z.boolean().meta({ description: 'No source has answered for 24 hours.' }),
    window: z
      .object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() })
      .meta({ description: 'First days of the oldest and the newest event.' }),
    counts: z
      .object({ article: Number_, chronology: Number_, live: Number_ })
      .meta({ description: 'Events by origin, telegrams included; one event may have several origins.' }),
    events: Number_,
    sources: z.object({
      on: Number_,
      answering: Number_,
      failing: Number_,
      troubled: z
        .array(SourceHealth.pick({ id: true, outlet: true, state: true, words: true }))
        .max(1000)
        .meta({
          description: 'Those that fail, are gone, or answer with nothing new, each with its state in words.',
        }),
    }),
    coverage: z
      .array(Stretch)
      .max(500)
      .meta({ description: 'Stretches that the chronology does not cover; counts there are no silence.' }),
    live: z
      .object({
        since: z.iso.date().nullable().meta({ description: 'The first day on which a feed was read.' }),
        gaps: z
          .array(z.object({ from: z.iso.date(), to: z.iso.date() }))
          .max(500)
          .meta({ description: 'Later stretches, newest first, on whose days no feed was read.' }),
      })
      .meta({ description: 'What the counts of the live record rest on.' }),
  })
  .meta({ id: 'Status' });
export type Status = z.infer<typeof Status>;

const SourceHealthList = wholeList('SourceHealthList', SourceHealth);

/** The classifier's data are large, and only its versions are asked for: they are loaded when they are. */
const classifierVersions = async () => {
  const [{ LEXICON_VERSION }, { MODEL_VERSION }] = await Promise.all([
    import('../../../shared/classification/lexicon-version.ts'),
    import('../../../shared/classification/score.ts'),
  ]);
  return { lexiconVersion: LEXICON_VERSION, modelVersion: MODEL_VERSION };
};

/** The figures of the running classifier; those of another version say nothing of this one. */
export const accuracyOf = async ({ accuracy }: Deps): Promise<Accuracy> => {
  const versions = await classifierVersions();
  return accuracy.modelVersion === versions.modelVersion
    ? accuracy
    : { measuredOn: null, ...versions, sets: [], limits: [] };
};

export const statusRoutes = (deps: Deps) =>
  [
    defineRoute({
      path: '/v1/sources',
      operationId: 'listSources',
      summary: 'The feeds and how each of them does',
      description: 'Every source with outlet, language, group and the health of its feed.',
      tag: 'sources',
      query: {},
      answer: { type: 'application/json', schema: SourceHealthList },
      drawnFrom: 'sources',
      run: async (c) => answerJson(c, SourceHealthList, { data: await sourceHealth(deps), next: null }),
    }),
    defineRoute({
      path: '/v1/status',
      operationId: 'getStatus',
      summary: 'How fresh the data are and what they cover',
      description: 'Last successful visit, window and counts of the record, gaps, and versions.',
      tag: 'status',
      query: {},
      answer: { type: 'application/json', schema: Status },
      drawnFrom: 'sources',
      run: async (c) => answerJson(c, Status, await statusOf(deps)),
    }),
    defineRoute({
      path: '/v1/accuracy',
      operationId: 'getAccuracy',
      summary: 'The measured quality of the running classifier',
      description:
        'Precision, recall and agreement by language, with dates and sizes of the test sets and how they were labelled. Without a measurement the list of sets is empty.',
      tag: 'status',
      query: {},
      answer: { type: 'application/json', schema: Accuracy },
      drawnFrom: 'code',
      run: async (c) => answerJson(c, Accuracy, await accuracyOf(deps)),
    }),
  ] as const;

const MOST_GAPS = 500;

const laterGaps = (read: string[], now: Date): { from: string; to: string }[] =>
  read.length === 0 ? [] : unreadStretches(read, now).slice(1).reverse().slice(0, MOST_GAPS);

const TROUBLED = new Set<SourceHealth['state']>(['failing', 'gone', 'silent']);

const troubledOf = (health: SourceHealth[]): Status['sources']['troubled'] =>
  health
    .filter(({ state }) => TROUBLED.has(state))
    .map(({ id, outlet, state, words }) => ({ id, outlet, state, words }));

export const statusOf = async (deps: Deps): Promise<Status> => {
  const [{ seq, updatedAt, all }, health, read] = await Promise.all([
    deps.catalogue.now(),
    sourceHealth(deps),
    deps.readings.days(),
  ]);
  const { on, answering, failing, ...fresh } = freshnessOf(health, deps.clock());
  const counts = { article: 0, chronology: 0, live: 0 };
  for (const { origins } of all) for (const origin of origins) counts[origin]++;
  return {
    version: deps.version,
    ...(await classifierVersions()),
    seq,
    updatedAt,
    ...fresh,
    window: { from: all.at(-1)?.eventStart ?? null, to: all[0]?.eventStart ?? null },
    counts,
    events: all.length,
    sources: { on, answering, failing, troubled: troubledOf(health) },
    coverage: deps.coverage,
    live: { since: read[0] ?? null, gaps: laterGaps(read, deps.clock()) },
  };
};
