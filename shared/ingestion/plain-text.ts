import { decodeHTML } from 'entities';

/** Elements whose content is no text. */
const SKIPPED = /^(?:script|style|head|template|noscript|iframe)$/;
/** Elements that do not part words. */
const INLINE = /^(?:a|abbr|b|bdi|big|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)$/;
const TAG = /^\/?([a-z][a-z0-9:-]*)/i;

/** Control characters (white space aside) and the marks that turn the direction of text: they never belong to a title. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const INVISIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** Whatever `collapse` would change, blanks aside: most texts hold none of it, and one look says so. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNEVEN = /[\0-\x1f\x7f-\xa0\u1680\u2000-\u202f\u205f\u2066-\u2069\u3000\ud800-\udfff\ufeff]/;

/** White space folded to single blanks, and what cannot be seen or is half a character left out. */
export const collapse = (text: string): string =>
  text.includes('  ') || UNEVEN.test(text)
    ? text
        .toWellFormed()
        .replace(INVISIBLE, '')
        .replace(/\s{2,}|[\t\n\r\u00a0\u2028\u3000]/g, ' ')
        .trim()
    : text.trim();

/** So many characters at most, without half of one or a blank at the end. */
export const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();

/**
 * Visible text of an HTML fragment: tags out, entities read, white space folded. A `<` that begins no tag is kept, as
 * browsers keep it. One pass, each character looked at once or twice: the library for whole documents takes five times
 * as long, on every item of every feed.
 */
export const plainText = (html: string): string => {
  const text = html.includes('<') ? withoutTags(html) : html;
  return collapse(text.includes('&') ? decodeHTML(text) : text);
};

const withoutTags = (html: string): string => {
  let lowered: string | undefined; // made once, and only where an element must be skipped
  const lower = (): string => {
    lowered ??= html.toLowerCase();
    return lowered;
  };
  const parts: string[] = [];
  let from = 0;
  let parted = true; // whether a blank would be one too many
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    const tag = tagAt(html, lower, at);
    if (!tag) {
      at++;
      continue;
    }
    if (at > from) {
      parts.push(html.slice(from, at));
      parted = html[at - 1] === ' ';
    }
    from = at = tag.end;
    if (tag.inline || parted || html[at] === ' ') continue;
    parts.push(' ');
    parted = true;
  }
  parts.push(html.slice(from));
  return parts.join('');
};

const NAME = 40; // characters of a tag in which its name must stand

/** The tag, comment or skipped element at a `<`; undefined where none begins. What is never closed reaches to the end. */
const tagAt = (
  html: string,
  lower: () => string,
  at: number,
): { end: number; inline: boolean } | undefined => {
  if (html.startsWith('!--', at + 1)) return { end: after(html, '-->', at), inline: true };
  if (html[at + 1] === '!' || html[at + 1] === '?') return { end: after(html, '>', at), inline: true };
  const match = TAG.exec(html.slice(at + 1, at + 1 + NAME));
  if (!match) return undefined;
  const name = (match[1] ?? '').toLowerCase();
  const end = after(html, '>', at);
  if (!SKIPPED.test(name) || match[0].startsWith('/')) return { end, inline: INLINE.test(name) };
  const close = lower().indexOf(`</${name}`, end);
  return { end: close < 0 ? html.length : after(html, '>', close), inline: true };
};

const after = (html: string, mark: string, at: number): number => {
  const found = html.indexOf(mark, at);
  return found < 0 ? html.length : found + mark.length;
};
