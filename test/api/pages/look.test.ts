import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../functions/api/app.tsx';
import { seedClaims, seedCoverage } from '../../../seed/load-seed.ts';
import { launchBrowser } from '../../browser.ts';
import { eventReader } from '../../fakes/event-reader.ts';
import { event } from '../../fakes/events.ts';

const EVENTS = Array.from({ length: 60 }, (_, index) =>
  event(`Something that happened, number ${index}`, {
    eventStart: `${1995 + (index % 31)}-05-1${index % 10}`,
    origins: [index % 3 === 0 ? 'article' : 'chronology'],
    type: index % 2 === 0 ? 'joint_exercise' : 'energy',
    series: index % 4 === 0 ? 'Joint Sea' : null,
  }),
);
const app = createApp({
  events: eventReader(EVENTS),
  clock: () => new Date('2026-01-15T12:00:00Z'),
  baseUrl: 'https://amur.example',
  claims: seedClaims,
  coverage: () => seedCoverage('2026-01-01'),
});

let server: ReturnType<typeof serve>;
let base = '';
beforeAll(async () => {
  server = serve({ fetch: app.fetch, port: 0 });
  await new Promise((resolve) => server.on('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

type View = Parameters<Awaited<ReturnType<typeof launchBrowser>>['newPage']>[0];

const onPage = async <T>(path: string, view: View, look: (page: Page) => Promise<T>): Promise<T> => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage(view);
    await page.goto(base + path);
    return await look(page);
  } finally {
    await browser.close();
  }
};

/** The smallest text of the drawings that are shown, in pixels of the screen, and how many texts there are. */
const SMALLEST = `(() => {
  const sizes = [...document.querySelectorAll('svg')].filter((svg) => svg.clientWidth > 0).flatMap((svg) =>
    [...svg.querySelectorAll('text')].map((text) =>
      parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width));
  return { smallest: Math.min(...sizes), texts: sizes.length };
})()`;

describe('what the reader sees', () => {
  it.each([320, 390, 1280])(
    'has labels of at least 11 pixels in every chart at %i pixels',
    async (width) => {
      const seen = await onPage(
        '/',
        { viewport: { width, height: 800 } },
        (page) => page.evaluate(SMALLEST) as Promise<{ smallest: number; texts: number }>,
      );
      expect(seen.texts).toBeGreaterThan(20);
      expect(seen.smallest).toBeGreaterThanOrEqual(11);
    },
    30_000,
  );

  it('is printed on white, without controls, and with the wide charts', async () => {
    const seen = await onPage(
      '/',
      { viewport: { width: 700, height: 900 }, colorScheme: 'dark' },
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        return page.evaluate(`({
        paper: getComputedStyle(document.body).backgroundColor,
        shown: ['nav', 'form.filter', 'svg.narrow', 'svg.wide'].map((one) => document.querySelector(one).getClientRects().length > 0),
      })`);
      },
    );
    expect(seen).toEqual({ paper: 'rgb(255, 255, 255)', shown: [false, false, false, true] });
  }, 30_000);

  it('is walked from page to page without JavaScript, beginning with the link that skips to the content', async () => {
    const visited = await onPage('/', { javaScriptEnabled: false }, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const headings = [new URL(page.url()).hash];
      for (const name of ['The article, checked', 'Series', 'Side tracks', 'Sources', 'Method', 'API']) {
        await page.getByRole('navigation').getByRole('link', { name }).click();
        headings.push((await page.locator('h1').textContent()) ?? '');
      }
      return headings;
    });
    expect(visited).toEqual([
      '#content',
      'The article, checked',
      'What comes again',
      'Side tracks',
      'Sources',
      'Method',
      'API',
    ]);
  }, 30_000);
});
