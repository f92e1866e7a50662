import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diskSnapshotFiles } from '../../shared/snapshots/snapshot-files.file.ts';
import { s3SnapshotFiles } from '../../shared/snapshots/snapshot-files.s3.ts';
import type { SnapshotFiles } from '../../shared/snapshots/snapshot-files.ts';
import { startS3 } from '../fakes/s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'amur-snapshots-'));
let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3();
});
beforeEach(() => {
  s3.empty();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => s3.stop());

const bytes = (text: string): Uint8Array => Buffer.from(text);
const textOf = (found: Uint8Array | undefined): string | undefined =>
  found && Buffer.from(found).toString('utf8');

describe.each([
  { where: 'on disk', make: (): SnapshotFiles => diskSnapshotFiles(folder) },
  { where: 'in S3', make: (): SnapshotFiles => s3SnapshotFiles(s3.bucket, s3.config) },
])('files of snapshots $where', ({ make }) => {
  it('come back as they were put, in every script', async () => {
    const files = make();
    expect(await files.putOnce('2026-03-02/events.ndjson', bytes('{"title":"俄中 – Россия"}\n'))).toBe(true);
    expect(textOf(await files.get('2026-03-02/events.ndjson'))).toBe('{"title":"俄中 – Россия"}\n');
  });

  it('stay as they were when others are put under their name', async () => {
    const files = make();
    await files.putOnce('2026-03-02/events.csv', bytes('first'));
    expect(await files.putOnce('2026-03-02/events.csv', bytes('second'))).toBe(false);
    expect(textOf(await files.get('2026-03-02/events.csv'))).toBe('first');
  });

  it('are one of those that were put at the same time', async () => {
    const files = make();
    const put = await Promise.all(['a', 'b', 'c'].map((text) => files.putOnce('2026-03-02/x', bytes(text))));
    expect(put.filter(Boolean)).toHaveLength(1);
    expect(textOf(await files.get('2026-03-02/x'))).toBe(['a', 'b', 'c'][put.indexOf(true)]);
    expect(await files.list()).toEqual(['2026-03-02/x']);
  });

  it('may be missing, and then there is nothing', async () => {
    const files = make();
    expect(await files.get('2026-03-02/events.csv')).toBeUndefined();
    expect(await files.list()).toEqual([]);
  });

  it('are listed in order, however many', async () => {
    const files = make();
    const names = ['2025-12-29/b', '2026-01-05/a', '2026-01-05/b', '2026-01-12/a', '2026-01-12/b'];
    for (const name of names.toReversed()) await files.putOnce(name, bytes(name));
    expect(await files.list()).toEqual(names);
  });
});
