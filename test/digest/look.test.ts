import { describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { everyMail } from '../fakes/every-mail.ts';

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
  const cases = everyMail.flatMap(([mail, make]) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ mail, make, colorScheme })),
  );

  it.each(cases)(
    'that is the $mail can be read in $colorScheme at 320 pixels, without sideways scrolling',
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
