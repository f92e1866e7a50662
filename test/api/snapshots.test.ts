import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { snapshotTexts } from '../../functions/api/formats/snapshot-texts.ts';
import { writeSnapshot, writeWeeklySnapshot } from '../../shared/snapshots/write-snapshot.ts';
import { eventReader } from '../fakes/event-reader.ts';
import { event } from '../fakes/events.ts';
import { filesInMemory } from '../fakes/snapshot-files.ts';

const BASE = 'https://amur.example';
const MONDAY = '2026-03-02T06:00:00Z';

let files: ReturnType<typeof filesInMemory>;
let events: ReturnType<typeof eventReader>;
let app: ReturnType<typeof createApp>;
const ports = (at = MONDAY) => ({ files, texts: snapshotTexts(events, BASE), clock: () => new Date(at) });

beforeEach(() => {
  files = filesInMemory();
  events = eventReader([event('a drill'), event('a telegram', { type: 'message' })]);
  app = createApp({ events, clock: () => new Date(MONDAY), baseUrl: BASE, snapshots: async () => files });
});

type File = { name: string; bytes: number; sha256: string; url: string };
type Contents = { date: string; events: number; licence: string; files: File[] };

const json = async <T>(path: string): Promise<T> => (await app.request(path)).json() as Promise<T>;
const contentsOf = (date: string): Promise<Contents> => json(`/v1/snapshots/${date}`);
const fetched = async ({ url }: File): Promise<Buffer> =>
  Buffer.from(await (await app.request(url.slice(BASE.length))).arrayBuffer());

describe('a snapshot', () => {
  it('lists its files, and each has the size and the hash that are told of it', async () => {
    await writeSnapshot(ports());
    const contents = await contentsOf('2026-03-02');
    expect(contents).toMatchObject({ date: '2026-03-02', events: 2, licence: 'CC BY 4.0' });
    expect(contents.files.map(({ name }) => name)).toEqual(['events.ndjson', 'events.csv']);
    for (const file of contents.files) {
      const bytes = await fetched(file);
      expect(bytes.byteLength).toBe(file.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    }
  });

  it('has every event in both files, telegrams too, each under the licence', async () => {
    await writeSnapshot(ports());
    const [lines, table] = await Promise.all((await contentsOf('2026-03-02')).files.map(fetched));
    type Row = { id: string; licence: string };
    const inLines = String(lines)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    const inTable = parse(String(table), { columns: true }) as Row[];
    expect(inLines.map(({ id }) => id).sort()).toEqual(inTable.map(({ id }) => id).sort());
    expect(new Set([...inLines, ...inTable].map(({ licence }) => licence))).toEqual(new Set(['CC BY 4.0']));
    expect(inLines).toHaveLength(2);
  });

  it('stays as it is when the record changes and it is written again', async () => {
    const first = await writeSnapshot(ports());
    events.put(event('a summit'));
    expect(await writeSnapshot(ports('2026-03-02T18:00:00Z'))).toEqual(first);
  });

  it.each([0, 1, 2])(
    'that stopped after %i files is not shown, and is completed as one whole',
    async (puts) => {
      files.dieAfter(puts);
      await expect(writeSnapshot(ports())).rejects.toThrow('stopped');
      expect((await json<{ data: unknown[] }>('/v1/snapshots')).data).toEqual([]);
      files.dieAfter(Number.POSITIVE_INFINITY);
      events.put(event('a summit'));
      await writeSnapshot(ports());
      const contents = await contentsOf('2026-03-02');
      expect(contents.events).toBe(puts === 0 ? 3 : 2);
      for (const file of contents.files)
        expect(
          createHash('sha256')
            .update(await fetched(file))
            .digest('hex'),
        ).toBe(file.sha256);
      const [lines, table] = await Promise.all(contents.files.map(fetched));
      expect(parse(String(table), { columns: true })).toHaveLength(String(lines).trim().split('\n').length);
    },
  );

  it('is written once a week, whoever asks and how often', async () => {
    for (const at of [MONDAY, MONDAY, '2026-03-05T12:00:00Z', '2026-03-08T23:59:59Z', '2026-03-09T06:00:00Z'])
      await writeWeeklySnapshot(ports(at));
    const { data } = await json<{ data: { date: string; url: string }[] }>('/v1/snapshots');
    expect(data).toEqual([
      { date: '2026-03-09', url: `${BASE}/v1/snapshots/2026-03-09` },
      { date: '2026-03-02', url: `${BASE}/v1/snapshots/2026-03-02` },
    ]);
  });
});

describe('the files of a snapshot over HTTP', () => {
  it('are tagged with their hash and may be kept for good', async () => {
    await writeSnapshot(ports());
    for (const { sha256, url } of (await contentsOf('2026-03-02')).files) {
      const path = url.slice(BASE.length);
      const answer = await app.request(path);
      expect(answer.headers.get('etag')).toBe(`"${sha256}"`);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const again = await app.request(path, { headers: { 'if-none-match': `W/"${sha256}"` } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', `"${sha256}"`]);
    }
  });

  it('the list has another tag once there is another snapshot', async () => {
    const tag = async () => (await app.request('/v1/snapshots')).headers.get('etag');
    const before = await tag();
    expect(await tag()).toBe(before);
    await writeSnapshot(ports());
    expect(await tag()).not.toBe(before);
  });

  it.each([
    '2026-03-03',
    '2026-02-30',
    'latest',
    '..%2f..%2fsecrets.json',
    '2026-03-03/events.csv',
    '2026-03-02/snapshot.json',
  ])('%s is not there', async (path) => {
    await writeSnapshot(ports());
    const answer = await app.request(`/v1/snapshots/${path}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });
});
