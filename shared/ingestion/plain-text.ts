import { Parser } from 'htmlparser2';

const SKIPPED = new Set(['script', 'style', 'head', 'template', 'noscript', 'iframe']);
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'big',
  'cite',
  'code',
  'em',
  'font',
  'i',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
]);

/** Control characters and the marks that turn the direction of text: they never belong to a title. */
const INVISIBLE = /(?![\t\n\r])\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

export const collapse = (text: string): string => text.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();

/**
 * Visible text of an HTML fragment in time linear in its length: tags out, entities read, white space folded.
 * A `<` that begins no tag is kept, as browsers keep it.
 */
export const plainText = (html: string): string => {
  if (!/[<&]/.test(html)) return collapse(html);
  const parts: string[] = [];
  let skipping = 0;
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (SKIPPED.has(name)) skipping++;
        else if (!INLINE.has(name)) parts.push(' ');
      },
      onclosetag: (name) => {
        if (SKIPPED.has(name)) skipping--;
        else if (!INLINE.has(name)) parts.push(' ');
      },
      ontext: (text) => {
        if (skipping === 0) parts.push(text);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return collapse(parts.join(''));
};
