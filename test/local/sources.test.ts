import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourcesAddCommand, sourcesSwitchCommand } from '../../functions/local/commands/sources.ts';
import { sourcesCheckCommand } from '../../functions/local/commands/sources-check.ts';
import { readSettings, type Settings } from '../../functions/local/settings.ts';
import { openSystem, type System } from '../../functions/local/system.ts';
import { startOutlets } from '../fakes/outlets.ts';

const LISTED = ['good', 'page', 'gone', 'lies-about-its-charset', 'archive'];

describe('amur sources', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'amur-'));
  let outlets: Awaited<ReturnType<typeof startOutlets>>;
  let system: System;
  let settings: Settings;

  beforeAll(async () => {
    outlets = await startOutlets();
    const sourcesFile = join(dataDir, 'sources.json');
    const rows = LISTED.map((id, n) => ({
      ...{ id, outlet: `Outlet ${n}`, url: `${outlets.base}/${id}`, lang: 'en', on: true, offset: 0 },
      group: n < 2 ? 'state' : 'private',
    }));
    writeFileSync(sourcesFile, JSON.stringify(rows));
    settings = readSettings({
      AMUR_DATA_DIR: dataDir,
      AMUR_SOURCES: sourcesFile,
      AMUR_ALLOW_PRIVATE_HOSTS: '1',
    });
    system = await openSystem(settings, () => {});
    let now = Date.parse('2026-01-15T12:00:00Z');
    const pause = async (time: number): Promise<void> => {
      now += time;
      await new Promise((resolve) => setTimeout(resolve, 1));
    };
    system = { ...system, pause, clock: () => new Date(now) };
  }, 60_000);
  afterAll(async () => {
    await system.close();
    outlets.stop();
    rmSync(dataDir, { recursive: true });
  });

  const run = async <A>(
    command: { run(s: System, args: A, print: (line: string) => void): Promise<void> },
    args: A,
  ) => {
    const lines: string[] = [];
    await command.run(system, args, (line) => lines.push(line));
    return lines;
  };

  it('check prints a row for each source, in the order asked for, and what it comes to', async () => {
    const lines = await run(sourcesCheckCommand, { names: LISTED });
    expect(lines.map((line) => line.split(/\s{2,}/))).toEqual([
      ['source', 'reachable', 'format', 'charset', 'items', 'newest item', 'again in', 'remark'],
      ['good', 'yes', 'RSS', 'utf-8', '2', '2026-01-15 11:00', '15 min'],
      ['page', 'no', 'The answer is not a feed.'],
      ['gone', 'no', 'Gone for good, as the server says (410).'],
      ['lies-about-its-charset', 'yes', 'RSS', 'windows-1251', '1', '2026-01-15 11:00', '15 min'],
      ['archive', 'yes', 'RSS', 'utf-8', '1', '2017-01-15 11:00', '15 min', 'Nothing new for two weeks.'],
      [
        '3 of 5 answer, 1 of them with nothing new for two weeks. Turn off what you do not want: amur sources off NAME…',
      ],
    ]);
  });

  it('off, on and default take ids and groups, and check then leaves out what is off', async () => {
    expect(await run(sourcesSwitchCommand, { names: ['group:private'], to: 'off' })).toEqual([
      '3 sources are off now.',
    ]);
    const checked = (await run(sourcesCheckCommand, { names: [] })).slice(1, -1);
    expect(checked.map((line) => line.split(' ')[0])).toEqual(['good', 'page']);
    await run(sourcesSwitchCommand, { names: ['group:private'], to: 'default' });
    expect((await system.sources.all()).every(({ source }) => source.on)).toBe(true);
  });

  it.each([
    { names: ['charset'], says: 'There is no source or group "charset"; there is lies-about-its-charset.' },
    {
      names: ['group:no'],
      says: 'There is no source or group "group:no"; there is group:private, group:state.',
    },
    { names: ['nobody'], says: 'There is no source or group "nobody".' },
  ])('says what there is in place of $names', async ({ names, says }) => {
    await expect(run(sourcesCheckCommand, { names })).rejects.toThrow(says);
  });

  it('add prints a row that a sources file takes, under an id that nobody has', async () => {
    const [line = ''] = await run(sourcesAddCommand, { url: `${outlets.base}/packed` });
    expect(JSON.parse(line)).toEqual({
      ...{ id: 'an-outlet', outlet: 'An outlet', url: `${outlets.base}/packed`, lang: 'en' },
      ...{ group: 'other', on: true, offset: 0 },
    });
  });

  it('add says when a feed is listed already, and why there is none', async () => {
    const [line] = await run(sourcesAddCommand, { url: `${outlets.base}/good` });
    expect(line).toBe(`${outlets.base}/good is in the list already: good, which is on.`);
    await expect(run(sourcesAddCommand, { url: `${outlets.base}/page` })).rejects.toThrow(
      'There is no feed, and the page names none.',
    );
  });

  it('a start frees what the process before it was visiting when it was killed', async () => {
    const [now, later] = [system.clock().toISOString(), '2099-01-01T00:00:00.000Z'];
    expect(await system.sources.lease('good', now, later)).toBeDefined();
    expect(await system.turns.take('outlet.example', now, later)).toBe(true);
    await system.close();
    system = await openSystem(settings, () => {});
    expect((await system.sources.get('good'))?.state.leaseUntil).toBeNull();
    expect(await system.turns.take('outlet.example', now, later)).toBe(true);
  }, 60_000);
});
