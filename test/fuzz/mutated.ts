import fc from 'fast-check';

/** One damage to bytes; places are shares of the length, so that it fits any input and shrinks with it. */
type Damage =
  | { kind: 'flip'; at: number; value: number }
  | { kind: 'cut'; at: number; size: number }
  | { kind: 'repeat'; at: number; size: number; times: number }
  | { kind: 'insert'; at: number; token: string }
  | { kind: 'end'; at: number };

/** What breaks parsers, beside what the inputs themselves hold. */
const TOKENS = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?',
    '?>',
    '</',
    '/>',
    '\0',
    '\ufeff',
    '\ud800',
    '\u202e',
  ],
  ...[
    '<item>',
    '</item>',
    '<entry>',
    '</entry>',
    '<title>',
    '<link href="',
    '<rss version="2.0"><channel>',
    '</channel>',
    '<feed>',
  ],
  ...[
    '&#0;',
    '&#x110000;',
    '&amp;amp;',
    '&nope;',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    ' xmlns:x="y"',
    ' xml:base="//"',
    'type="xhtml"',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\u0000',
    '__proto__',
    'constructor',
    '99999999999999999999',
    '-1',
    '1e999',
    'NaN',
    'null',
  ],
  ...[
    '%00',
    '%',
    '?',
    '#',
    '..',
    '/',
    '\r\n',
    '\t',
    '1970-01-01',
    '2099-12-31T23:59:60Z',
    '31 Feb 2023',
    '年月日',
    'мск',
    'é',
  ],
];

const share = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: share, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: share, size: fc.nat(200) }),
  fc.record({ kind: fc.constant('repeat' as const), at: share, size: fc.nat(60), times: fc.nat(30) }),
  fc.record({ kind: fc.constant('insert' as const), at: share, token: fc.constantFrom(...TOKENS) }),
  fc.record({ kind: fc.constant('end' as const), at: share }),
);

const damaged = (bytes: Buffer, one: Damage): Buffer => {
  const at = Math.floor(one.at * bytes.length);
  switch (one.kind) {
    case 'flip':
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(one.value), bytes.subarray(at + 1)]);
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + one.size)]);
    case 'repeat': {
      const piece = bytes.subarray(at, at + one.size);
      return Buffer.concat([bytes.subarray(0, at), ...Array(one.times).fill(piece), bytes.subarray(at)]);
    }
    case 'insert':
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(one.token), bytes.subarray(at)]);
    case 'end':
      return bytes.subarray(0, at);
  }
};

/** One of the seeds with up to eight damages. */
export const mutatedBytes = (seeds: Buffer[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...seeds), fc.array(damage, { maxLength: 8 }))
    .map(([seed, damages]) => damages.reduce(damaged, seed));

export const mutatedText = (seeds: string[]): fc.Arbitrary<string> =>
  mutatedBytes(seeds.map((seed) => Buffer.from(seed))).map((bytes) => bytes.toString('utf8'));
