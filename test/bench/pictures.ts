import { launchBrowser } from '../browser.ts';
import { openSite, WEEK } from './site.ts';

/**
 * `npm run pictures`: every page, seen on a fixed day, so that anyone gets the same. They are there to be looked at:
 * after a change of the pages, and in the README.
 */
const site = await openSite();
const { base, drill } = site;

type Look = { width?: number; height?: number; dark?: boolean; print?: boolean };
const PHONE = { width: 320, height: 900 };
const PICTURES: [name: string, path: string, look?: Look][] = [
  ['home', '/', { height: 640 }],
  ['home-dark', '/', { dark: true, height: 640 }],
  ['home-phone', '/', PHONE],
  ['home-print', '/', { print: true }],
  ['list', '/?category=military&from=2020-01-01', { height: 640 }],
  ['event', drill],
  ['event-dark', drill, { dark: true, height: 640 }],
  ['event-phone', drill, PHONE],
  ['article', '/article', { height: 640 }],
  ['series', '/series', { height: 640 }],
  ['tracks', '/tracks', { height: 640 }],
  ['sources', '/sources', { height: 640 }],
  ['method', '/method', { height: 640 }],
  ['digests', '/digests', { height: 480 }],
  ['digest', `/digests/${WEEK}`],
  ['subscribe', '/subscribe', { height: 640 }],
  ['docs', '/docs', { height: 640 }],
];

const take = async (name: string, path: string, look: Look = {}): Promise<void> => {
  const { width = 1000, height = 1000, dark = false, print = false } = look;
  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  });
  if (print) await page.emulateMedia({ media: 'print' });
  await page.goto(base + path);
  await page.screenshot({ path: `test/pictures/${name}.png` });
  await browser.close();
  console.log(`test/pictures/${name}.png`);
};

for (const picture of PICTURES) await take(...picture);
await site.close();
