import { describe, expect, it } from 'vitest';
import { createApp } from '../../../functions/api/app.tsx';
import { eventReader } from '../../fakes/event-reader.ts';
import { event } from '../../fakes/events.ts';
import { report } from '../../fakes/verdicts.ts';

const LAST_OF_ARTICLE = event('The last that the article tells', {
  eventStart: '2023-03-20',
  eventEnd: '2023-03-22',
  grain: 'period',
  origins: ['article'],
});
const EVENTS = [
  event('A month in 1969', {
    eventStart: '1969-03-01',
    eventEnd: '1969-03-31',
    grain: 'month',
    origins: ['chronology'],
  }),
  LAST_OF_ARTICLE,
  ...Array.from({ length: 50 }, (_, index) =>
    event(`Drill ${index}`, { type: 'joint_exercise', eventStart: `2024-0${1 + (index % 9)}-11` }),
  ),
];
const app = createApp({
  events: eventReader(EVENTS),
  clock: () => new Date('2026-01-15T12:00:00Z'),
  baseUrl: 'https://amur.example',
});
const page = async (path: string): Promise<string> => (await app.request(path)).text();

describe('the timeline page', () => {
  it('draws a line where the article ends, just above its last event', async () => {
    const text = await page('/?to=2023-12-31');
    const [line, last] = [text.indexOf('class="end"'), text.indexOf(LAST_OF_ARTICLE.title)];
    expect(line).toBeGreaterThan(0);
    expect(last).toBeGreaterThan(line);
  });

  it('writes dates as precisely as they are known and no more', async () => {
    const text = await page('/?to=1970-01-01');
    expect(text).toContain('<time datetime="1969-03">March 1969</time>');
    expect(text).not.toContain('1 March 1969');
  });

  it('carries the filters into feeds, exports, the form and the next page', async () => {
    const text = await page('/?category=military&from=2024-01-01&type=joint_exercise');
    const query = 'category=military&amp;from=2024-01-01&amp;type=joint_exercise';
    for (const address of ['/feed.atom', '/feed.rss', '/feed.json', '/v1/events.ics'])
      expect(text).toContain(`href="https://amur.example${address}?${query}"`);
    expect(text).toContain(`href="/v1/events.csv?${query}"`);
    expect(text).toContain('<input type="hidden" name="type" value="joint_exercise"');
    expect(text).toMatch(/rel="next"/);
    expect(text).toContain('50 events');
  });

  it('describes itself to machines as a dataset, with nothing that could end the script', async () => {
    const script = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(await page('/'))?.[1] ?? '';
    expect(JSON.parse(script)).toMatchObject({
      '@type': 'Dataset',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      temporalCoverage: '1969-03-01/..',
    });
    expect(script).not.toContain('<');
  });

  it('is answered 304 while nothing has changed', async () => {
    const tag = (await app.request('/')).headers.get('etag') ?? '';
    expect((await app.request('/', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('is a page also where a cursor is wrong', async () => {
    const answer = await app.request('/?cursor=abc');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=UTF-8']);
  });

  it('lists every event in the map of the site', async () => {
    const text = await page('/sitemap.xml');
    expect(text.match(/<loc>https:\/\/amur\.example\/events\//g)).toHaveLength(EVENTS.length);
  });
});

describe('the page of an event', () => {
  it('links to addresses of the web alone, and keeps an outlet’s summary to itself', async () => {
    const told = report({ type: 'summit', who: ['xi', 'putin'], on: '2023-03-21', title: 'They met' });
    const [reason] = told.verdict.evidence;
    const secret = {
      ...told.verdict,
      evidence: reason ? [{ ...reason, field: 'summary' as const, text: 'secret' }] : [],
    };
    const reports = [{ ...told, url: 'javascript:alert(1)', verdict: secret }];
    const site = createApp({
      events: { ...eventReader(EVENTS), reports: async () => reports },
      clock: () => new Date('2026-01-15T12:00:00Z'),
      baseUrl: 'https://amur.example',
    });
    const text = await (await site.request(`/events/${LAST_OF_ARTICLE.id}`)).text();
    const data = await (await site.request(`/v1/events/${LAST_OF_ARTICLE.id}`)).text();
    expect(text).toContain('They met');
    expect(text).not.toContain('href="javascript:');
    expect(text + data).not.toContain('secret');
  });

  it('describes the event and its reports, not itself as the event', async () => {
    const text = await page(`/events/${LAST_OF_ARTICLE.id}`);
    const script = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)?.[1] ?? '';
    expect(JSON.parse(script)).toMatchObject({
      '@type': 'WebPage',
      about: { '@type': 'Event', startDate: '2023-03-20' },
    });
  });

  it('is gone with the reason after a retraction, and leads on after a merge', async () => {
    const reader = eventReader(EVENTS);
    const [gone, merged] = [EVENTS[3]?.id ?? '', EVENTS[4]?.id ?? ''];
    const at = '2026-01-01T00:00:00.000Z';
    reader.bury({ id: gone, kind: 'retracted', into: null, reason: 'It never took place.', at });
    reader.bury({ id: merged, kind: 'merged', into: LAST_OF_ARTICLE.id, reason: 'The same.', at });
    const site = createApp({ events: reader, clock: () => new Date(at), baseUrl: 'https://amur.example' });
    const answers = await Promise.all(
      [`/events/${gone}`, `/v1/events/${gone}`, `/events/${merged}`, `/v1/events/${merged}/sources`].map(
        (path) => site.request(path),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([410, 410, 308, 308]);
    const whatever = { headers: { 'if-none-match': '*' } };
    expect((await site.request(`/v1/events/${gone}`, whatever)).status).toBe(410);
    expect(await answers[0]?.text()).toContain('It never took place.');
    expect(await answers[1]?.json()).toMatchObject({ status: 410, detail: 'It never took place.' });
    expect(answers[3]?.headers.get('location')).toBe(
      `https://amur.example/v1/events/${LAST_OF_ARTICLE.id}/sources`,
    );
  });
});
