import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;
const FEEDS = join(ROOT, 'test/fixtures/feeds');
const PORT = 30_000 + (process.pid % 10_000);

let dataDir = '';
let running: ChildProcess | undefined;

beforeAll(() => {
  execFileSync('npm', ['run', '--silent', 'build:local'], { cwd: ROOT });
}, 60_000);
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'amur-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
});

const env = () => ({ ...process.env, AMUR_DATA_DIR: dataDir, PORT: String(PORT), AMUR_POLL: 'off' });

const amur = (args: string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, '.build/functions/local/cli.mjs'), ...args],
    { cwd: ROOT, env: env(), input, encoding: 'utf8' },
  );
  return { status, stdout, stderr, lines: stdout.trim().split('\n') };
};
const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line));

const start = async (): Promise<ChildProcess> => {
  running = spawn(process.execPath, [join(ROOT, '.build/functions/local/start.mjs')], {
    cwd: ROOT,
    env: env(),
    stdio: 'ignore',
  });
  for (let tries = 0; tries < 150; tries++) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => undefined);
    if (answer?.ok && existsSync(join(dataDir, 'control.json'))) return running;
    await sleep(100);
  }
  throw new Error('the process does not serve');
};
const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', resolve));

const liveEvents = async () => {
  const answer = await fetch(`http://127.0.0.1:${PORT}/v1/events?origin=live`);
  return ((await answer.json()) as { data: { id: string; type: string; reports: number }[] }).data;
};

const ITEMS = [
  { id: 'a', title: 'Putin and Xi hold talks in Beijing', summary: null, published: '2026-01-05', extra: 1 },
  { id: 'b', title: 'Bakery opens in Vienna' },
  { id: 'c', title: 'Xi Jinping meets Putin in Beijing', published: '2026-01-05 12:00:00', outlet: 'Second' },
];
const ndjson = (items: object[]): string => items.map((item) => JSON.stringify(item)).join('\n');

describe('amur classify and merge', () => {
  it('answers each item in order with a decision and its reasons', () => {
    const { status, lines } = amur(['classify'], ndjson(ITEMS));
    const answers = parsed(lines);
    expect(status).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(answers[0]).toMatchObject({
      relevant: true,
      category: 'diplomatic',
      type: 'summit',
      eventStart: '2026-01-05',
      track: null,
    });
    expect(answers[1]).toMatchObject({ relevant: false, category: null, type: null });
    expect(Object.keys(answers[0])).toEqual([
      'id',
      'relevant',
      'p',
      'category',
      'type',
      'status',
      'eventStart',
      'eventEnd',
      'grain',
      'track',
      'actors',
      'evidence',
    ]);
  });

  it('says which items tell of one event', () => {
    const answers = parsed(amur(['merge'], ndjson(ITEMS)).lines);
    expect(answers[0].eventId).toBe(answers[2].eventId);
    expect(answers[1].eventId).toBeNull();
    expect(existsSync(join(dataDir, 'db'))).toBe(false);
  });

  it.each([
    { it: 'a line that is no JSON', input: '{"id":"a","title":"x"}\nnot json', says: 'Line 2 is no JSON.' },
    { it: 'an item without a title', input: '{"id":"a"}', says: 'Line 1: title' },
    {
      it: 'a date that is none',
      input: '{"id":"a","title":"x","published":"soon"}',
      says: 'Line 1: published',
    },
  ])('$it is one clear line and exit status 2, and nothing on standard output', ({ input, says }) => {
    const { status, stdout, stderr } = amur(['classify'], input);
    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({
      status: 2,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toContain(says);
  });
});

describe('amur ingest and digest', () => {
  it('runs feeds through the pipeline, and again without changing anything', () => {
    const first = amur(['ingest', FEEDS, '--as-of', '2026-01-08']).stdout;
    expect(first).toMatch(/items\s+4\n/);
    expect(first).toMatch(/new events\s+2\n/);
    expect(first).toMatch(/joined an event on record\s+1\n/);
    const again = amur(['ingest', FEEDS, '--as-of', '2026-01-09']).stdout;
    expect(again).toMatch(/known already\s+3\n/);
    expect(again).toMatch(/new events\s+0\n/);
  }, 60_000);

  it('writes the issue of a week in four forms', () => {
    amur(['ingest', FEEDS, '--as-of', '2026-01-08']);
    const out = join(dataDir, 'issue');
    const { status, stdout } = amur(['digest', '--week', '2026-W02', '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toContain('2 new events');
    expect(readFileSync(join(out, 'issue.txt'), 'utf8')).toContain('Beijing');
    expect(readFileSync(join(out, 'issue.eml'), 'utf8')).toMatch(/^List-Unsubscribe: </m);
    expect(JSON.parse(readFileSync(join(out, 'issue.json'), 'utf8')).week).toBe('2026-W02');
    expect(readFileSync(join(out, 'issue.html'), 'utf8')).toMatch(/^<!doctype html>/);
  }, 60_000);

  it('freezes the issue of a week, but neither at a look nor where nothing is on record yet', () => {
    const out = join(dataDir, 'issue');
    const issue = (...more: string[]) => amur(['digest', '--week', '2026-W02', '--out', out, ...more]).stdout;
    expect(issue()).toContain('(by the record as it stands, not kept: --freeze keeps it): A quiet week');
    amur(['ingest', FEEDS, '--as-of', '2026-01-08']);
    expect(issue('--preview')).toContain('not kept: --freeze keeps it): 2 new events');
    expect(issue()).toMatch(/^2026-W02: 2 new events/);
    const frozen = readFileSync(join(out, 'issue.json'), 'utf8');
    expect(issue('--freeze')).toMatch(/^2026-W02: 2 new events/);
    expect(readFileSync(join(out, 'issue.json'), 'utf8')).toBe(frozen);
  }, 60_000);

  it.each([
    { it: 'a path that is not there', args: ['ingest', '/nowhere'], says: 'neither a file nor a folder' },
    { it: 'a day that does not exist', args: ['ingest', FEEDS, '--as-of', '2026-02-30'], says: 'asOf' },
    {
      it: 'a week that does not exist',
      args: ['digest', '--week', '2025-W53', '--out', '/tmp/x'],
      says: 'has no week 53',
    },
    { it: 'a missing option', args: ['digest', '--week', '2025-W10'], says: '--out' },
    { it: 'an unknown command', args: ['predict'], says: 'predict' },
  ])('$it is one clear line and exit status 2', ({ args, says }) => {
    const { status, stderr } = amur(args);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(says);
    expect(existsSync(join(dataDir, 'db'))).toBe(false);
  });

  it.each([[], ['classify'], ['merge'], ['ingest'], ['digest'], ['sources', 'check']])(
    'explains itself: %s %s --help',
    (...args) => {
      const { status, stdout } = amur([...args.filter(Boolean), '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain('Usage');
    },
  );
});

describe('amur import and review', () => {
  it('brings a chronology of people, refuses wrong rows with the reason, and changes nothing the second time', () => {
    const file = join(dataDir, 'rows.csv');
    writeFileSync(
      file,
      'date,type,actors,description,sourceUrl\n2010-01-02,call,CN.HEAD;RU.HEAD,The two spoke by telephone.,https://source.example/1\n2010-02-30,call,CN.HEAD;RU.HEAD,No such day.,https://source.example/2\n2010-03-01,dance,CN.HEAD,No such type.,https://source.example/3\n',
    );
    const first = amur(['import', file]).stdout;
    expect(first).toContain('1 new events, 0 joined one on record, 0 known already, 2 refused.');
    expect(first).toMatch(/row 2 refused: eventStart/);
    expect(first).toMatch(/row 3 refused: type/);
    expect(amur(['import', file]).stdout).toContain(
      '0 new events, 0 joined one on record, 1 known already, 2 refused.',
    );
  }, 60_000);

  it('lists what is uncertain and takes a decision', async () => {
    await start();
    amur(['ingest', FEEDS, '--as-of', '2026-01-08']);
    const [event] = await liveEvents();
    expect(amur(['review', 'list']).stdout).toMatch(/\d+ shown\./);
    expect(amur(['review', 'retract', event?.id ?? '', '--reason', 'a test']).status).toBe(0);
    expect((await fetch(`http://127.0.0.1:${PORT}/v1/events/${event?.id}`)).status).toBe(410);
    expect(amur(['review', 'retract', 'e0000000000000000', '--reason', 'a test'])).toMatchObject({
      status: 2,
      stderr: 'There is no event e0000000000000000.\n',
    });
  }, 60_000);
});

describe('npm start', () => {
  it('serves, takes work from a command beside it, stops cleanly, and goes on where it was', async () => {
    const first = await start();
    expect(amur(['ingest', FEEDS, '--as-of', '2026-01-08']).stdout).toMatch(/new events\s+2\n/);
    const before = await liveEvents();
    expect(before.map(({ type }) => type).sort()).toEqual(['joint_patrol', 'summit']);
    first.kill('SIGTERM');
    expect(await ended(first)).toBe(0);
    await start();
    expect(await liveEvents()).toEqual(before);
  }, 90_000);

  it('is what it was after being killed, and a command may open the store then', async () => {
    const first = await start();
    amur(['ingest', FEEDS, '--as-of', '2026-01-08']);
    const before = await liveEvents();
    first.kill('SIGKILL');
    await ended(first);
    expect(amur(['ingest', FEEDS, '--as-of', '2026-01-09']).stdout).toMatch(/known already\s+3\n/);
    await start();
    expect(await liveEvents()).toEqual(before);
  }, 90_000);
});

describe('amur snapshot', () => {
  it('writes the record of today once, and the process beside it serves the very bytes', async () => {
    const server = await start();
    const { lines } = amur(['snapshot']);
    const [, url = ''] = lines[0]?.match(/^\d{4}-\d{2}-\d{2}: \d+ events, at (\S+)$/) ?? [];
    expect(amur(['snapshot']).lines).toEqual(lines);
    const [, name, bytes, hash] = lines[1]?.match(/^(\S+) +(\d+) bytes {2}([0-9a-f]{64})$/) ?? [];
    const body = Buffer.from(await (await fetch(`${url}/${name}`)).arrayBuffer());
    expect(body.byteLength).toBe(Number(bytes));
    expect(createHash('sha256').update(body).digest('hex')).toBe(hash);
    server.kill('SIGTERM');
    expect(await ended(server)).toBe(0);
  }, 60_000);
});

describe('amur backup and restore', () => {
  it('carry the whole store, sets of a thousand lines and more, into another folder', () => {
    const file = join(dataDir, 'kept.ndjson');
    expect(amur(['backup', file]).stdout).toMatch(/items written/);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(1000);
    dataDir = mkdtempSync(join(tmpdir(), 'amur-'));
    expect(amur(['restore', file]).stdout).toContain(`${lines.length - 2} items restored`);
    expect(amur(['restore', file])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('empty one'),
    });
    const again = join(dataDir, 'again.ndjson');
    amur(['backup', again]);
    const body = (text: string[]): string[] => text.slice(1, -1).toSorted();
    expect(body(readFileSync(again, 'utf8').trim().split('\n'))).toEqual(body(lines));
  }, 60_000);
});
