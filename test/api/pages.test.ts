import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report } from '../fakes/verdicts.ts';

const HOSTILE =
  '<script>globalThis.broken = true</script><img src=x onerror="globalThis.broken=true"> \u202Eevil "quotes" & more';

let amur: Timeline;
let server: ReturnType<typeof serve>;
let base = '';
let visit = '';

beforeAll(async () => {
  amur = await startTimeline({ seed: true });
  const on = { type: 'summit', who: ['xi', 'putin'], on: '2026-01-05', place: 'Beijing' } as const;
  const first = await amur.record(report({ ...on, who: [...on.who], outlet: 'One', title: HOSTILE }));
  await amur.record(
    report({ ...on, who: [...on.who], outlet: 'Два', title: 'Лидеры встретились в Пекине', lang: 'ru' }),
  );
  await amur.record(
    report({ ...on, who: [...on.who], outlet: '三', title: '两国元首在北京会晤', lang: 'zh' }),
  );
  visit = 'eventId' in first ? first.eventId : '';
  server = serve({ fetch: amur.app.fetch, port: 0 });
  await new Promise((resolve) => server.on('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.close();
  await amur.stop();
});

const PAGES = [
  '/',
  '/article',
  '/series',
  '/tracks',
  '/sources',
  '/method',
  '/digests',
  '/subscribe',
  '/docs',
  '/problems/bad-request',
  '/?category=military&from=2015-01-01',
  '/?q=nothing-matches-this',
];

describe('pages without a browser', () => {
  it.each(PAGES)('%s is a whole document of at most 60 kB compressed', async (path) => {
    const response = await amur.app.request(path);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toMatch(/^<!doctype html><html lang="en">[\s\S]*<\/html>$/);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(gzipSync(text).length).toBeLessThan(60_000);
  });

  it.each([
    { path: '/events/e0000000000000000', status: 404 },
    { path: '/nowhere', status: 404 },
    { path: '/?from=2025-02-30', status: 400 },
    { path: '/digests/2020-W10', status: 404 },
  ])('$path is an error page with status $status', async ({ path, status }) => {
    const response = await amur.app.request(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });

  it('keeps what was filled in when a filter is wrong, and says what is wrong', async () => {
    const text = await (await amur.app.request('/?from=2025-02-30&category=military')).text();
    expect(text).toContain('value="2025-02-30"');
    expect(text).toMatch(/value="military" checked/);
    expect(text).toContain('role="alert"');
  });

  it('allows no script and no foreign address in its policy', async () => {
    const policy = (await amur.app.request('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|https?:/);
  });
});

describe('pages in a browser', () => {
  it.each(['light', 'dark'] as const)(
    'show every page at 320 pixels in %s without sideways scrolling, script errors or foreign requests',
    async (colorScheme) => {
      for (const path of [...PAGES.slice(0, 9), `/events/${visit}`]) {
        const browser = await launchBrowser();
        const page = await browser.newPage({ viewport: { width: 320, height: 700 }, colorScheme });
        const foreign: string[] = [];
        page.on('request', (request) => {
          if (!request.url().startsWith(base) && !request.url().startsWith('data:'))
            foreign.push(request.url());
        });
        await page.goto(base + path);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        const broken = await page.evaluate('globalThis.broken === undefined');
        await browser.close();
        expect({ path, width, broken, foreign }).toEqual({ path, width: 320, broken: true, foreign: [] });
      }
    },
    120_000,
  );

  it('shows an event with its reports in three languages, each marked, and hostile words inert', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(`${base}/events/${visit}`);
    const text = await page.textContent('main');
    const languages = await page.evaluate(
      '[...document.querySelectorAll("main [lang]")].map((one) => one.lang)',
    );
    await browser.close();
    expect(text).toContain('<script>globalThis.broken = true</script>');
    expect(languages).toEqual(expect.arrayContaining(['en', 'ru', 'zh']));
    expect(text).toContain('Why it was believed');
  }, 30_000);

  it('filters and pages without JavaScript, by keyboard alone', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${base}/#list`);
    await page.locator('input[name=q]').focus();
    await page.keyboard.type('Peace Mission');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=Peace/);
    const titles = await page.locator('ol.events .t').allInnerTexts();
    await page.goto(base);
    await page.getByRole('link', { name: 'Older events' }).click();
    await page.waitForURL(/cursor=/);
    const older = await page.locator('ol.events li').count();
    await browser.close();
    expect(titles.length).toBeGreaterThan(1);
    expect(titles.filter((title) => !title.includes('Peace Mission'))).toEqual([]);
    expect(older).toBeGreaterThan(0);
  }, 60_000);
});
