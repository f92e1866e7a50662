import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { readersDesk } from '../fakes/readers.ts';

const LONGEST = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(59)}.example`;

/** What is wider than the screen, and what is too small for a finger (WCAG 2.2, 2.5.8). */
const FLAWS = `({
  wider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  small: [...document.querySelectorAll('main button, main select, main label, main input[type=email]')]
    .filter((one) => one.getBoundingClientRect().height < 24)
    .map((one) => one.outerHTML),
  titles: document.querySelectorAll('h1').length,
})`;

it('somebody subscribes, chooses, leaves and is forgotten on a phone without scripts', async () => {
  const desk = await readersDesk();
  const server = serve({ fetch: desk.app.fetch, port: 0 });
  await new Promise((resolve) => server.on('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
  const titles: string[] = [];
  const seen = async () => {
    expect(await page.evaluate(FLAWS)).toEqual({ wider: false, small: [], titles: 1 });
    titles.push((await page.textContent('h1')) ?? '');
  };
  const press = async (form: string) => {
    await Promise.all([page.waitForEvent('load'), page.click(`form[action="${form}"] button`)]);
    await seen();
  };

  await page.goto(`${base}/subscribe`);
  await seen();
  await page.fill('[name=email]', LONGEST);
  await page.uncheck('[value=economic]');
  await press('/subscribe');
  await desk.mailed();
  await page.goto(base + (await desk.link()));
  await press('/subscribe/confirm');
  const [, preferences = ''] = (await page.content()).match(/"(\/subscribe\/preferences[^"]+)"/) ?? [];
  await page.goto(base + preferences);
  await seen();
  expect(await page.isChecked('[value=economic]')).toBe(false);
  await page.selectOption('[name=alertAt]', '80');
  await press('/subscribe/preferences');
  expect((await desk.found(LONGEST))?.choice).toMatchObject({
    categories: ['military', 'diplomatic'],
    alertAt: 80,
  });
  await press('/unsubscribe');
  await page.goto(base + preferences);
  await press('/subscribe/delete');
  expect(await desk.found(LONGEST)).toBeUndefined();
  expect(titles).toEqual([
    'Subscribe',
    'Look into your mailbox',
    'You are subscribed',
    'What you get',
    'What you get',
    'You get no more mails',
    'Your data are deleted',
  ]);
  await browser.close();
  server.close();
}, 60_000);
