import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../browser.ts';
import { everyMail } from '../fakes/every-mail.ts';
import { ACCEPTED, PROGRAMS } from './markup/accepted.ts';
import { everyPage, type Page } from './markup/pages.ts';

/**
 * `npm run markup`: every page and every kind of mail through the validator of HTML (vnu, which needs Java) and through
 * axe in light, dark and 320 pixels, and the mails through what caniemail.com knows of mail programs. Ends with status 1
 * for an error of the validator, a serious finding of axe, a page that scrolls sideways, and a feature of a mail that is
 * not on the list in accepted.ts.
 */
const TOOLS = resolve('test/bench/markup/node_modules');
if (!existsSync(TOOLS)) {
  console.error('The checkers are not installed: npm ci --prefix test/bench/markup --ignore-scripts');
  process.exit(2);
}
const found = new Set<string>();

type Message = { type: string; url?: string; message: string };

/** Errors alone: of the warnings, the one kind is Outlook's, which knows no style for the width and gaps of tables. */
const validate = (pages: Page[]): void => {
  const folder = mkdtempSync(join(tmpdir(), 'amur-markup-'));
  const files = pages.map(({ html }, index) => {
    const file = join(folder, `${index}.html`);
    writeFileSync(file, html);
    return file;
  });
  const jar = join(TOOLS, 'vnu-jar/build/dist/vnu.jar');
  const output = execFileSync('java', [
    '-jar',
    jar,
    '--format',
    'json',
    '--stdout',
    '--exit-zero-always',
    ...files,
  ]);
  const { messages } = JSON.parse(String(output)) as { messages: Message[] };
  for (const { type, url, message } of messages)
    if (type !== 'info')
      found.add(`vnu: ${pages[Number(/(\d+)\.html$/.exec(url ?? '')?.[1])]?.name}: ${message}`);
};

type Issue = { title: string };
type Support = Record<string, Record<string, Record<string, string>>>;
type CanIEmail = {
  rawData: { data: { stats: Support }[] };
  caniemail(asked: { clients: string[]; html: string }): { issues: Record<string, Map<string, Issue[]>> };
};

const askMailPrograms = async (mails: Page[]): Promise<number> => {
  const file = createRequire(join(TOOLS, 'x.js')).resolve('caniemail');
  const { rawData, caniemail } = (await import(file)) as CanIEmail;
  // The checker stops at a feature that nobody has tried in a program; here it counts as partly supported.
  for (const { stats } of rawData.data) stats.thunderbird = { macos: { never: 'u' }, ...stats.thunderbird };
  const used = new Set<string>();
  for (const { name, html } of mails) {
    const { errors, warnings } = caniemail({ clients: PROGRAMS.map((one) => `${one}.*`), html }).issues;
    for (const [program, issues] of [...(errors ?? []), ...(warnings ?? [])])
      for (const { title } of issues) {
        used.add(title);
        if (!ACCEPTED[title]) found.add(`caniemail: ${name}: ${title} in ${program}`);
      }
  }
  for (const title of Object.keys(ACCEPTED))
    if (!used.has(title))
      found.add(`caniemail: ${title} needs no reason any more: take it out of accepted.ts`);
  return used.size;
};

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'light', viewport: { width: 320, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 320, height: 800 } },
] as const;
const AXE = readFileSync(join(TOOLS, 'axe-core/axe.min.js'), 'utf8');
const SEEN = `axe.run().then(({ violations }) => ({
  violations: violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes[0].target.join(' ') })),
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
}))`;
type Seen = { violations: { id: string; impact: string; at: string }[]; over: number };

/** @returns how many findings were minor or moderate. */
const look = async ({ name, html }: Page, view: (typeof LOOKS)[number]): Promise<number> => {
  const browser = await launchBrowser();
  const page = await browser.newPage(view);
  await page.setContent(html);
  await page.evaluate(AXE);
  const { violations, over } = (await page.evaluate(SEEN)) as Seen;
  await browser.close();
  const at = `${name}, ${view.colorScheme}, ${view.viewport.width} px`;
  if (over > 0) found.add(`${at}: reaches ${over} px beyond the screen`);
  const heavy = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  for (const { id, at: where } of heavy) found.add(`axe: ${at}: ${id} at ${where}`);
  return violations.length - heavy.length;
};

const pages = await everyPage();
const mails = await Promise.all(everyMail.map(async ([name, make]) => ({ name, html: await make() })));
const all = [...pages, ...mails];
validate(all);
const features = await askMailPrograms(mails);
let minor = 0;
for (const one of all) for (const view of LOOKS) minor += await look(one, view);
for (const line of found) console.log(line);
console.log(
  `${pages.length} pages, ${mails.length} mails; ${all.length * LOOKS.length} looks of axe, ${minor} minor findings.`,
);
console.log(
  `${features} features of mails are not whole in every program, each with its reason. ${found.size} findings.`,
);
process.exit(found.size > 0 ? 1 : 0);
