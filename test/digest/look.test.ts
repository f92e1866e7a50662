import { describe, expect, it } from 'vitest';
import { alertFor } from '../../shared/digest/alert-mail.tsx';
import { renderEmail } from '../../shared/digest/render-email.tsx';
import { launchBrowser } from '../browser.ts';
import { inWeek, issueOf, LINKS } from '../fakes/digests.ts';
import { event } from '../fakes/events.ts';
import { report } from '../fakes/verdicts.ts';

const LONG = `Averyverylongwordwithoutanyspace${'x'.repeat(120)}`;
const before = event('a drill', {
  status: 'announced',
  firstSeen: '2025-12-20T00:00:00.000Z',
  updatedAt: '2025-12-20T00:00:00.000Z',
});

/** A mail with something in each of its parts. */
const full = async (): Promise<string> => {
  const types = ['summit', 'joint_exercise', 'energy'] as const;
  const found = Array.from({ length: 12 }, (_, n) =>
    inWeek(n === 6 ? LONG : `Made-up event ${n}`, { type: types[n % 3] ?? 'summit', significance: n }),
  );
  const quarrel = report({ type: 'summit', who: ['xi'], on: '2026-01-07', title: LONG, track: 'friction' });
  const changed = { ...before, status: 'done' as const, updatedAt: '2026-01-08T00:00:00.000Z' };
  const issue = await issueOf([...found, before, changed], { asides: { list: async () => [quarrel] } });
  return renderEmail(issue, LINKS);
};

const alert = async (): Promise<string> =>
  alertFor(event(LONG), [report({ type: 'summit', who: ['xi'], on: '2026-01-07' })], LINKS).html;

/** The text with the least contrast to the paper behind it (WCAG 2), and how far the page reaches beyond the screen. */
const LOOK = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paperOf = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrast = (node) => {
    const [a, b] = [light(getComputedStyle(node).color), light(paperOf(node))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const shown = [...document.body.querySelectorAll('*')].filter((node) =>
    node.getClientRects().length > 0 && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const { scrollWidth, clientWidth } = document.documentElement;
  const preview = document.querySelector('.preview');
  return {
    contrast: Math.min(...shown.map(contrast)),
    texts: shown.length,
    over: scrollWidth - clientWidth,
    headings: [...document.querySelectorAll('h2')].every((node) => getComputedStyle(node).display === 'block'),
    preview: preview ? preview.getClientRects().length : 0,
  };
})()`;

describe('a mail in a browser', () => {
  const cases = [
    { mail: 'an issue', make: full },
    { mail: 'an alert', make: alert },
  ].flatMap((one) => (['light', 'dark'] as const).map((colorScheme) => ({ ...one, colorScheme })));

  it.each(cases)(
    '$mail can be read in $colorScheme at 320 pixels, without sideways scrolling',
    async ({ make, colorScheme }) => {
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 320, height: 800 }, colorScheme });
        await page.setContent(await make());
        const look = (await page.evaluate(LOOK)) as { contrast: number; texts: number };
        expect(look).toMatchObject({ over: 0, headings: true, preview: 0 });
        expect(look.texts).toBeGreaterThan(5);
        expect(look.contrast).toBeGreaterThanOrEqual(4.5);
      } finally {
        await browser.close();
      }
    },
    30_000,
  );
});
