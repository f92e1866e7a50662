/**
 * Bytes 0x80–0x9F of windows-1252 (WHATWG Encoding, index windows-1252). Several releases of Node hand these bytes out
 * as control characters (nodejs/node#56542), so the table is our own.
 */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const CHUNK = 8192; // arguments of one call

export const decodeWindows1252 = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return parts
    .join('')
    .replace(/[\u0080-\u009f]/g, (character) => HIGH[character.charCodeAt(0) - 0x80] ?? character);
};
