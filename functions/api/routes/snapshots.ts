import type { Context } from 'hono';
import * as z from 'zod';
import { SNAPSHOT_FILES, Snapshot, SnapshotFile } from '../../../shared/snapshots/snapshot.ts';
import { readSnapshot, snapshotDates } from '../../../shared/snapshots/write-snapshot.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { answerJson, defineRoute, mediaType, Text, wholeList } from '../route.ts';

const Address = z.url().max(2000);
const ListedSnapshot = Snapshot.pick({ date: true }).extend({ url: Address }).meta({ id: 'ListedSnapshot' });
const SnapshotList = wholeList('SnapshotList', ListedSnapshot);
const PublicSnapshot = Snapshot.extend({
  url: Address,
  files: z.array(SnapshotFile.extend({ url: Address })).max(10),
}).meta({ id: 'Snapshot', description: 'The whole record on one day, as files that never change.' });

const MOST = 1000; // weeks; nearly twenty years

export const snapshotRoutes = (deps: Deps) => {
  const addressOf = (date: string): string => `${deps.baseUrl}/v1/snapshots/${date}`;
  return [
    defineRoute({
      path: '/v1/snapshots',
      operationId: 'listSnapshots',
      summary: 'The snapshots of the whole record, newest first',
      description:
        'One is written every week and stays as it is, so that a study that names its date can be repeated.',
      tag: 'snapshots',
      query: {},
      answer: { type: 'application/json', schema: SnapshotList },
      drawnFrom: 'snapshots',
      async run(c) {
        const dates = (await snapshotDates(await deps.snapshots())).reverse().slice(0, MOST);
        const data = dates.map((date) => ({ date, url: addressOf(date) }));
        return answerJson(c, SnapshotList, { data, next: null });
      },
    }),
    defineRoute({
      path: '/v1/snapshots/:date',
      operationId: 'getSnapshot',
      summary: 'The files of one snapshot, each with its size and SHA-256',
      description:
        'The record as it stood on that day, telegrams included: what was corrected or retracted since is there unchanged. Data: CC BY 4.0.',
      tag: 'snapshots',
      query: {},
      answer: { type: 'application/json', schema: PublicSnapshot },
      problems: ['not-found'],
      drawnFrom: 'code', // a snapshot stays as it is
      async run(c) {
        const { files, ...snapshot } = await snapshotOf(deps, c);
        const url = addressOf(snapshot.date);
        const listed = files.map((file) => ({ ...file, url: `${url}/${file.name}` }));
        return answerJson(c, PublicSnapshot, { ...snapshot, url, files: listed });
      },
    }),
  ] as const;
};

const FILES = [
  { ...SNAPSHOT_FILES.lines, operationId: 'getSnapshotNdjson', what: 'JSON, one event a line' },
  { ...SNAPSHOT_FILES.table, operationId: 'getSnapshotCsv', what: 'CSV (RFC 4180)' },
];

/** The files themselves, under the hash of their bytes. */
export const snapshotFileRoutes = (deps: Deps) =>
  FILES.map(({ name, type, operationId, what }) =>
    defineRoute({
      path: `/v1/snapshots/:date/${name}`,
      operationId,
      summary: `A snapshot as ${what}`,
      description: `All events of the record on that day as ${what}; the same bytes for good. Data: CC BY 4.0.`,
      tag: 'snapshots',
      query: {},
      answer: { type: mediaType(type), schema: Text },
      problems: ['not-found'],
      hashOf: async (c) => (await snapshotOf(deps, c)).files.find((file) => file.name === name)?.sha256,
      async run(c) {
        const date = c.req.param('date');
        const bytes = await (await deps.snapshots()).get(`${date}/${name}`);
        if (!bytes) throw missing();
        const named = `attachment; filename="amur-${date}-${name}"`;
        return c.body(bytes, 200, { 'content-type': type, 'content-disposition': named });
      },
    }),
  );

const missing = () => new ProblemError('not-found', 'There is no snapshot of this day.');

/** @throws ProblemError not-found for a day without a snapshot, or what is no day. */
const snapshotOf = async (deps: Deps, c: Context): Promise<Snapshot> => {
  const date = Snapshot.shape.date.safeParse(c.req.param('date')).data;
  const snapshot = date && (await readSnapshot(await deps.snapshots(), date));
  if (!snapshot) throw missing();
  return snapshot;
};
