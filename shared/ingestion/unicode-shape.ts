/** UTF-32 by its mark or by the zero bytes around the first `<`; no browser and no TextDecoder reads it, some feeds use it. */
export const utf32Of = ([a, b, c, d]: Uint8Array): 'le' | 'be' | undefined => {
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d === 0x3c))) return 'be';
  return c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) ? 'le' : undefined;
};

export const decodeUtf32 = (bytes: Uint8Array, littleEndian: boolean): string => {
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

export const byMark = ([a, b, c]: Uint8Array): string | undefined => {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
};

/** `<` with a zero byte beside it, as UTF-16 without a mark begins. */
export const byNulls = ([a, b, c, d]: Uint8Array): string | undefined => {
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 ? 'utf-16be' : undefined;
};
