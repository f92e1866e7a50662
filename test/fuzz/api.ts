import { createApp } from '../../functions/api/app.tsx';
import { readCursor, writeCursor } from '../../functions/api/cursor.ts';
import { ProblemError } from '../../functions/api/problem.ts';
import { readToken, signToken } from '../../shared/subscriptions/token.ts';
import { eventReader } from '../fakes/event-reader.ts';
import { event } from '../fakes/events.ts';
import { mutatedText } from './mutated.ts';
import { must, type Target, target } from './target.ts';

const NOW = new Date('2026-01-15T12:00:00Z');
const QUERY = { sort: '-date', category: ['military'] };
const AFTER = { key: '2024-05-16', id: 'e0123456789abcdef' };
const RING = [{ kid: 'one', key: 'a key of the tests that is long enough' }];
const CLAIMS = { purpose: 'unsubscribe', id: `s${'0'.repeat(24)}`, generation: 1, expires: null } as const;

const PATHS = [
  '/v1/events?category=military&from=2020-01-01&to=2026-01-01&sort=-date&limit=5',
  '/v1/events?q=%22gas%20pipeline%22&actor=CN.HEAD,RU.HEAD&origin=live&messages=include',
  `/v1/events?cursor=${writeCursor(AFTER, QUERY)}`,
  '/v1/events/e0123456789abcdef',
  '/v1/changes?since=0&limit=10',
  '/v1/stats?groupBy=month&by=category&from=2020',
  '/v1/events.csv?type=summit',
  '/events/e0123456789abcdef?lang=ru',
  '/?category=economic&q=oil',
  '/v1/sources',
  '/feed.atom?category=diplomatic',
];

export const apiTargets = (): Target[] => {
  const events = Array.from({ length: 20 }, (_, n) =>
    event(`Event ${n}`, { eventStart: `2024-05-${10 + n}` }),
  );
  const app = createApp({
    events: eventReader(events),
    clock: () => NOW,
    baseUrl: 'https://amur.example',
    rateLimit: 0,
  });
  const cursor = writeCursor(AFTER, QUERY);
  const token = signToken(CLAIMS, RING);
  return [
    target('cursor', mutatedText([cursor]), (text) => {
      try {
        const read = readCursor(text, QUERY);
        must(
          JSON.stringify(read) === JSON.stringify(AFTER) || text !== cursor,
          'a cursor is what was given out',
        );
        must(/^e[0-9a-f]{16}$/.test(read.id) && read.key.length <= 60, 'a cursor has the shape of one');
      } catch (error) {
        must(error instanceof ProblemError, `a wrong cursor is the caller’s problem: ${error}`);
      }
    }),
    target('tokens', mutatedText([token]), (text) => {
      const read = readToken(text, 'unsubscribe', RING, NOW);
      must(read.ok === (text === token), 'only the very token is genuine');
      must(!readToken(token, 'confirm', RING, NOW).ok, 'a token is for one purpose');
    }),
    target('API queries', mutatedText(PATHS), async (path) => {
      const address = URL.parse(path, 'https://amur.example');
      if (address?.host !== 'amur.example') return;
      const { status } = await app.request(address.href);
      must([200, 304, 301, 302, 400, 404, 405, 410, 414].includes(status), `${path} answers ${status}`);
    }),
  ];
};
