import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import type { Digest } from '../../shared/digest/digest.ts';
import { renderEmail } from '../../shared/digest/render-email.tsx';
import { renderText } from '../../shared/digest/render-text.ts';
import { subjectOf } from '../../shared/digest/wording.ts';
import type { Event } from '../../shared/events/event.ts';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import { digestStore, inWeek, issueDesk, issueOf, LINKS, WEEK } from '../fakes/digests.ts';
import { eventReader } from '../fakes/event-reader.ts';
import { eventLinks, readHtml } from '../fakes/html.ts';
import { report } from '../fakes/verdicts.ts';

const TYPES = ['summit', 'joint_exercise', 'energy'] as const;
const many = (count: number, says: (n: number) => Partial<Event> = () => ({})): Event[] =>
  Array.from({ length: count }, (_, n) =>
    inWeek(`Event number ${n}`, { type: TYPES[n % 3] ?? 'summit', significance: n % 90, ...says(n) }),
  );

const LONG = 'word <&"\u{1F600}> '.repeat(30).slice(0, 200);
const REPORTS = Array.from({ length: 12 }, (_, n) =>
  report({
    type: 'summit',
    who: ['xi'],
    on: '2026-01-07',
    outlet: `Outlet ${n} ${'of the far land '.repeat(8)}`,
    url: `https://news.example/${n}/${'a'.repeat(500)}`,
  }),
);

describe('the mail of an issue', () => {
  it.each([0, 1, 5, 40, 500])(
    'with %i events is short enough that no mail program cuts it',
    async (count) => {
      const issue = await issueOf(
        many(count, (n) => ({ title: `${n} ${LONG}`.slice(0, 200) })),
        { reports: REPORTS },
      );
      expect(Buffer.byteLength(renderEmail(issue, LINKS))).toBeLessThanOrEqual(90 * 1024);
    },
  );

  it.each([0, 1, 40, 500])(
    'with %i events has the same events in the same order in both parts',
    async (count) => {
      const issue = await issueOf(many(count), { reports: REPORTS });
      const text = renderText(issue, LINKS);
      const inText = text.match(/^https:\/\/amur\.example\/events\/\S+$/gm) ?? [];
      expect(inText).toEqual([...new Set(eventLinks(readHtml(renderEmail(issue, LINKS)).links))]);
      expect(inText.length).toBeGreaterThanOrEqual(Math.min(count, 5));
      expect(text).toContain(`Unsubscribe: ${LINKS.unsubscribe}`);
    },
  );

  it('says how many events it leaves out, with a link to all of them', async () => {
    const issue = await issueOf(many(500), { reports: REPORTS });
    const { text, links } = readHtml(renderEmail(issue, LINKS));
    const shown = new Set(eventLinks(links)).size;
    const left = [...text.matchAll(/(\d+) more on the web page/g)].reduce((sum, [, n]) => sum + Number(n), 0);
    expect(shown + left).toBe(500);
    expect(links).toContain(`https://amur.example/digests/${WEEK}`);
  });

  it('has the markup that mail programs and screen readers need, and nothing that they refuse', async () => {
    const read = readHtml(renderEmail(await issueOf(many(40)), LINKS));
    for (const name of ['script', 'link', 'form', 'img', 'iframe', 'object'])
      expect(read.names).not.toContain(name);
    expect(read.textOf('h1')).toHaveLength(1);
    expect(read.textOf('title')).toHaveLength(1);
    expect(read.links.every((link) => link.startsWith('https://'))).toBe(true);
    for (const { role, scopes } of read.tables)
      expect(role === 'presentation' || scopes.every(Boolean)).toBe(true);
  });

  it('gives each event a date, its category and its confidence in words, and a link to a source', async () => {
    const issue = await issueOf([
      inWeek('a drill', { type: 'joint_exercise', outlets: 3, eventStart: '2025-08-12' }),
    ]);
    const { text, links } = readHtml(renderEmail(issue, LINKS));
    for (const words of [
      'Military',
      'happened 12 August 2025',
      'done; confirmed, 3 independent outlets',
      'Why it is here',
    ])
      expect(text).toContain(words);
    expect(links).toContain('https://news.example/1');
  });

  it('is the same bytes each time it is made from the same issue', async () => {
    const issue = await issueOf(many(40), { reports: REPORTS });
    const again = JSON.parse(JSON.stringify(issue)) as Digest;
    expect(renderEmail(again, LINKS)).toBe(renderEmail(issue, LINKS));
    expect(renderText(again, LINKS)).toBe(renderText(issue, LINKS));
  });

  it('says plainly that a week was quiet', async () => {
    const issue = await issueOf();
    for (const part of [readHtml(renderEmail(issue, LINKS)).text, renderText(issue, LINKS), subjectOf(issue)])
      expect(part).toContain('quiet week');
  });
});

describe('hostile titles', () => {
  it.each([
    { it: 'markup', title: '<script>alert(1)</script><b>x</b>' },
    { it: 'quotes and ampersands', title: '"Quotes" & \'others\' &amp; &#60;' },
    { it: 'letters from right to left', title: '\u202Eevil \u05D0\u05D1\u05D2 مرحبا' },
    { it: 'emoji', title: '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} meet' },
    { it: 'slots of a template', title: '{{unsubscribe}} {{name}} <%= y %> %s' },
  ])('$it are shown as they are', async ({ title }) => {
    const issue = await issueOf([inWeek(title)]);
    const { textOf, names } = readHtml(renderEmail(issue, LINKS));
    expect(textOf('h3')).toEqual([title]);
    expect(names).not.toContain('script');
    expect(renderText(issue, LINKS)).toContain(title);
  });

  it('no title ends a line of the subject, or makes one longer than 70 signs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), async (title) => {
        const subject = subjectOf(await issueOf([inWeek(`${title.slice(0, 190)}\r\nBcc: x`)]));
        expect(subject).not.toMatch(/\p{Cc}/u);
        expect(subject.length).toBeLessThanOrEqual(70);
      }),
      { numRuns: 200 },
    );
  });

  it('no line of the text part is longer than 78 signs, addresses aside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), async (title) => {
        const lines = renderText(await issueOf([inWeek(title.slice(0, 200))]), LINKS).split('\n');
        for (const line of lines)
          expect(line.length <= 78 || /^((Unsubscribe|Choose what you get): )?https:/.test(line)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the web page of an issue', () => {
  const answerOf = async (path: string, ...issues: Digest[]) => {
    const digests = digestStore();
    for (const issue of issues) await digests.freeze(issue);
    const clock = () => new Date('2026-01-12T08:00:00Z');
    const app = createApp({ events: eventReader(), digests, clock, baseUrl: LINKS.baseUrl });
    return (await app.request(path)).text();
  };
  const pageOf = (digest: Digest) => answerOf(`/digests/${WEEK}`, digest);
  const headings = (html: string) =>
    ['h1', 'h2', 'h3', 'caption', 'td', 'th'].map((name) => readHtml(html).textOf(name));

  it('equals the mail: the same headings, figures, reasons and links', async () => {
    const issue = await issueOf(many(12), {
      asides: { list: async () => [report({ type: 'summit', who: ['xi'], on: '2026-01-07' })] },
    });
    const [page, mail] = [await pageOf(issue), renderEmail(issue, LINKS)];
    const body = (html: string) => html.slice(html.indexOf('<h1>'));
    expect(headings(page).flat()).toEqual(expect.arrayContaining(readHtml(mail).textOf('h3')));
    expect(readHtml(page).textOf('h2')).toEqual(readHtml(mail).textOf('h2'));
    const ofIssue = ({ links }: { links: string[] }) =>
      links.filter((link) => /\/events\/|news\.example/.test(link));
    expect(ofIssue(readHtml(body(page)))).toEqual(ofIssue(readHtml(body(mail))));
    expect(readHtml(page).text).toContain('Why it is here');
    expect(page).not.toContain('noindex');
  });

  it('shows all of 500 events where the mail has no room for them', async () => {
    const page = await pageOf(await issueOf(many(500)));
    expect(new Set(eventLinks(readHtml(page).links)).size).toBe(500);
  });

  it('has a feed of the issues, newest first, that a reader of feeds understands', async () => {
    const desk = issueDesk([inWeek('A visit <b>&</b> more')], {
      clock: () => new Date('2026-01-26T07:00:00Z'),
    });
    const issues = [await desk.freeze(), await desk.freeze('2026-W03')];
    const feed = await parseFeed(Buffer.from(await answerOf('/digests.atom', ...issues)));
    expect(feed).toMatchObject({
      title: 'Amur: the weekly issues',
      items: [
        { url: 'https://amur.example/digests/2026-W03', title: 'Russia and China, week 3 of 2026' },
        { url: 'https://amur.example/digests/2026-W02', summary: expect.stringContaining('A visit') },
      ],
    });
  });
});
