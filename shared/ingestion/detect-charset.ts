import { analyse } from 'chardet';

const LOOKED_AT = 65_536; // bytes from the first that is not ASCII
const CYRILLIC = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'];
/** Ten letters that make up some 60 per cent of any Russian text; in a wrong encoding they are others. */
const FREQUENT = /[оеаинтсрвл]/g;
const RUSSIAN_FROM = 0.45;
const SURE = 50; // of 100, for encodings of several bytes a character

/**
 * The charset of text that is neither UTF-8 nor declares what it is, or lies: by its lower-case name, windows-1252 when
 * nothing speaks for another. Cyrillic is told by its letters, since the library knows no ibm866 and takes a feed, most
 * of which is ASCII markup, for Western; everything else is told by the library.
 */
export const detectCharset = (bytes: Uint8Array): string => {
  const sample = sampleOf(bytes);
  const [first] = analyse(sample);
  const found = first?.name.toLowerCase() ?? 'windows-1252';
  if (first && first.confidence >= SURE && /^(gb|big5|euc|shift|iso-2022)/.test(found)) return found;
  if (!hasForeignWords(sample)) return 'windows-1252';
  return russianIn(sample) ?? found;
};

/** Whether a declared charset of one byte a letter makes no sense of the bytes while another does. */
export const isLie = (declared: string, bytes: Uint8Array): boolean => {
  if (declared !== 'windows-1252' && !CYRILLIC.includes(declared)) return false;
  const sample = sampleOf(bytes);
  if (!hasForeignWords(sample) || russianShare(sample, declared) >= RUSSIAN_FROM) return false;
  return declared === 'windows-1252' ? detectCharset(bytes) !== declared : russianIn(sample) !== undefined;
};

const sampleOf = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte > 0x7f);
  const start = Math.max(0, first - LOOKED_AT / 4);
  return bytes.subarray(start, start + LOOKED_AT);
};

/** Letters beyond ASCII come alone in Western languages, and in whole words elsewhere. */
const hasForeignWords = (bytes: Uint8Array): boolean => {
  let [high, inRuns, run] = [0, 0, 0];
  for (const byte of bytes) {
    run = byte > 0x7f ? run + 1 : 0;
    if (run > 0) high++;
    if (run > 2) inRuns += run === 3 ? 3 : 1;
  }
  return inRuns > high / 2;
};

const russianIn = (sample: Uint8Array): string | undefined => {
  const shares = CYRILLIC.map((name) => ({ name, share: russianShare(sample, name) }));
  const best = shares.reduce((a, b) => (b.share > a.share ? b : a));
  return best.share >= RUSSIAN_FROM ? best.name : undefined;
};

/** Share of the frequent Russian letters among all that is not ASCII. */
const russianShare = (sample: Uint8Array, name: string): number => {
  if (!CYRILLIC.includes(name)) return 0;
  const foreign = new TextDecoder(name).decode(sample).replace(/[\0-\x7f]+/g, '');
  return foreign.length === 0 ? 0 : (foreign.match(FREQUENT)?.length ?? 0) / foreign.length;
};
