/** Bytes of a text in an encoding of one or two bytes a character, found by decoding every such sequence. */
export const encodeAs = (name: string, text: string): Uint8Array => {
  const known = tableOf(name);
  return Uint8Array.from([...text].flatMap((character) => known.get(character) ?? [0x3f]));
};

const tables = new Map<string, Map<string, number[]>>();

const tableOf = (name: string): Map<string, number[]> => {
  const table = tables.get(name) ?? new Map<string, number[]>();
  if (table.size > 0) return table;
  const decoder = new TextDecoder(name);
  const learn = (bytes: number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let first = 0; first < 256; first++) learn([first]);
  for (let first = 0x81; /^(gb|big5)/.test(name) && first < 0xff; first++)
    for (let second = 0x40; second < 0xff; second++) learn([first, second]);
  tables.set(name, table);
  return table;
};
