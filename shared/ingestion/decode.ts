import { detectCharset, isLie } from './detect-charset.ts';
import { byMark, byNulls, decodeUtf32, utf32Of } from './unicode-shape.ts';
import { decodeWindows1252 } from './windows-1252.ts';

const SNIFFED = 2048; // bytes in which a prolog or a meta element must stand
const DECLARED = /^\s*<\?xml[^>]*?encoding\s{0,9}=\s{0,9}["']\s{0,9}([\w.:-]{1,40})/i;
const CHARSET = /charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i;

/** What servers write and what they mean by it (WHATWG Encoding labels, and frequent slips). */
const ALIASES: Record<string, string> = {
  utf8: 'utf-8',
  'utf-8859-1': 'utf-8',
  cp1251: 'windows-1251',
  'win-1251': 'windows-1251',
  win1251: 'windows-1251',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'big5-hkscs': 'big5',
  koi8r: 'koi8-r',
  cp866: 'ibm866',
  'cp-866': 'ibm866',
  ucs2: 'utf-16le',
};

export type Decoded = { text: string; charset: string };

/**
 * Text of a feed's bytes. In order: byte-order mark, the shape of UTF-16, then what is declared (Content-Type, XML
 * prolog, meta) as long as the bytes agree with it, then valid UTF-8, then detection. Never throws.
 */
export const decode = (bytes: Uint8Array, contentType?: string): string => decoded(bytes, contentType).text;

/** The same, with the charset that was found. */
export const decoded = (bytes: Uint8Array, contentType = ''): Decoded => {
  const wide = utf32Of(bytes);
  if (wide) return { text: decodeUtf32(bytes, wide === 'le'), charset: `utf-32${wide}` };
  const marked = byMark(bytes) ?? byNulls(bytes);
  if (marked) return { text: decodeAs(bytes, marked) ?? '', charset: marked };
  const utf8 = decodeAs(bytes, 'utf-8', true);
  const declared = declaredIn(bytes, contentType);
  // Bytes that are valid UTF-8 are UTF-8 or ASCII: other encodings do not look so by chance.
  if (utf8 !== undefined) {
    const shift = declared.find(isShift);
    const text = shift && decodeAs(bytes, shift);
    return text && shift ? { text, charset: shift } : { text: utf8, charset: 'utf-8' };
  }
  return (
    damagedUtf8(bytes, declared.includes('utf-8')) ?? fromDeclared(bytes, declared) ?? fromDetected(bytes)
  );
};

/** UTF-8 in which something cut a character in two, as programs do that shorten texts by bytes: most of it is valid. */
const damagedUtf8 = (bytes: Uint8Array, declared: boolean): Decoded | undefined => {
  const text = decodeAs(bytes, 'utf-8') ?? '';
  let [whole, broken] = [0, 0];
  for (const [character] of text.matchAll(/[^\0-\x7f]/gu)) {
    if (character === '\ufffd') broken++;
    else whole++;
  }
  return whole >= broken * (declared ? 1 : 2) ? { text, charset: 'utf-8' } : undefined;
};

const fromDetected = (bytes: Uint8Array): Decoded => {
  const charset = nameOf(detectCharset(bytes)) ?? '';
  const text = decodeAs(bytes, charset);
  return text === undefined ? { text: decodeWindows1252(bytes), charset: 'windows-1252' } : { text, charset };
};

/** Charsets that header, prolog and page name, in this order. */
const declaredIn = (bytes: Uint8Array, contentType: string): string[] => {
  const head = latin(bytes.subarray(0, SNIFFED));
  const meta = head.search(/<meta\s/i);
  return [
    charsetOf(contentType),
    DECLARED.exec(head)?.[1],
    meta < 0 ? undefined : charsetOf(head.slice(meta)),
  ]
    .map(nameOf)
    .filter((name) => name !== undefined);
};

/** Encodings that write everything in ASCII bytes, so that UTF-8 cannot be told from them by validity. */
const isShift = (name: string): boolean => name === 'iso-2022-jp';

/** Text in the first declared charset that makes sense of the bytes; servers often claim one that does not. */
const fromDeclared = (bytes: Uint8Array, declared: string[]): Decoded | undefined => {
  for (const name of declared) {
    if (name === 'utf-8' || isLie(name, bytes)) continue;
    const text = decodeAs(bytes, name, true);
    if (text !== undefined && !text.includes('\ufffd')) return { text, charset: name };
  }
  return undefined;
};

const charsetOf = (text: string): string | undefined => CHARSET.exec(text)?.[1];

const nameOf = (label: string | undefined): string | undefined => {
  const name = label?.toLowerCase();
  return name && (ALIASES[name] ?? name);
};

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const decodeAs = (bytes: Uint8Array, name: string, strict = false): string | undefined => {
  if (name === 'windows-1252') return decodeWindows1252(bytes);
  try {
    return new TextDecoder(name, { fatal: strict }).decode(bytes);
  } catch {
    return undefined; // a charset that nobody knows, or bytes that are not in it
  }
};
