import { detectCharset, isLie } from './detect-charset.ts';
import { decodeWindows1252 } from './windows-1252.ts';

const SNIFFED = 2048; // bytes in which a prolog or a meta element must stand
const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)/i;
const META = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i;

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

/**
 * Text of a feed's bytes. In order: byte-order mark, the shape of UTF-16, then what is declared (Content-Type, XML
 * prolog, meta) as long as the bytes agree with it, then valid UTF-8, then detection. Never throws.
 */
export const decode = (bytes: Uint8Array, contentType = ''): string => {
  const wide = utf32Of(bytes);
  if (wide) return decodeUtf32(bytes, wide === 'le');
  const marked = byMark(bytes) ?? byNulls(bytes);
  if (marked) return decodeAs(bytes, marked) ?? '';
  const utf8 = decodeAs(bytes, 'utf-8', true);
  const declared = declaredIn(bytes, contentType);
  // Bytes that are valid UTF-8 are UTF-8 or ASCII: other encodings do not look so by chance.
  if (utf8 !== undefined) {
    const shift = declared.find(isShift);
    return (shift && decodeAs(bytes, shift)) ?? utf8;
  }
  return (
    fromDeclared(bytes, declared) ??
    decodeAs(bytes, nameOf(detectCharset(bytes)) ?? '') ??
    decodeWindows1252(bytes)
  );
};

/** Charsets that header, prolog and page name, in this order. */
const declaredIn = (bytes: Uint8Array, contentType: string): string[] => {
  const head = latin(bytes.subarray(0, SNIFFED));
  const meta = head.includes('<meta') || head.includes('<META') ? META.exec(head)?.[1] : undefined;
  return [charsetOf(contentType), DECLARED.exec(head)?.[1], meta]
    .map(nameOf)
    .filter((name) => name !== undefined);
};

/** Encodings that write everything in ASCII bytes, so that UTF-8 cannot be told from them by validity. */
const isShift = (name: string): boolean => name === 'iso-2022-jp';

/** Text in the first declared charset that makes sense of the bytes; servers often claim one that does not. */
const fromDeclared = (bytes: Uint8Array, declared: string[]): string | undefined => {
  for (const name of declared) {
    if (name === 'utf-8' || isLie(name, bytes)) continue;
    const text = decodeAs(bytes, name, true);
    if (text !== undefined && !text.includes('\ufffd')) return text;
  }
  return undefined;
};

/** UTF-32 by its mark or by the zero bytes around the first `<`; no browser and no TextDecoder reads it, some feeds use it. */
const utf32Of = ([a, b, c, d]: Uint8Array): 'le' | 'be' | undefined => {
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d === 0x3c))) return 'be';
  return c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) ? 'le' : undefined;
};

const decodeUtf32 = (bytes: Uint8Array, littleEndian: boolean): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const characters: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    characters.push(
      code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd',
    );
  }
  return characters.join('').replace(/^\ufeff/, '');
};

const byMark = ([a, b, c]: Uint8Array): string | undefined => {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
};

/** `<` with a zero byte beside it, as UTF-16 without a mark begins. */
const byNulls = ([a, b, c, d]: Uint8Array): string | undefined => {
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 ? 'utf-16be' : undefined;
};

const charsetOf = (contentType: string): string | undefined =>
  /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType)?.[1];

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
