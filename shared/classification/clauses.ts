import type { Mark } from './marks.ts';
import type { Token } from './tokens.ts';

/**
 * A stretch of the title or the summary that is read on its own: tokens from `at` up to `to`, not included. `rank`: 0 in
 * the title, else which sentence. `sub`: it only gives the circumstances (codebook T4).
 */
export type Clause = {
  field: 'title' | 'summary';
  rank: number;
  sub: boolean;
  at: number;
  to: number;
  marks: Mark[];
};

const TITLE_BREAK = new Set([';', '；', '。', '！', '？', '!', '?', ':', '：', '|', '…', '\n']);
const SENTENCE_BREAK = new Set(['。', '！', '？', '；', '\n', '…']);
const SENTENCES = 3;
const SHORTEST = 3; // tokens; a shorter one is a place line or an abbreviation

export const clausesOf = (field: 'title' | 'summary', tokens: Token[], marks: Mark[]): Clause[] =>
  field === 'title'
    ? stretches(tokens, (_, sign) => TITLE_BREAK.has(sign)).flatMap((span) => splitSub(span, tokens, marks))
    : stretches(tokens, (at, sign) => SENTENCE_BREAK.has(sign) || endsSentence(tokens, at))
        .filter(({ at, to }) => to - at >= SHORTEST)
        .slice(0, SENTENCES)
        .map(({ at, to }, index) => clause('summary', index + 1, false, at, to, marks));

type Span = { at: number; to: number };

const clause = (
  field: Clause['field'],
  rank: number,
  sub: boolean,
  at: number,
  to: number,
  marks: Mark[],
): Clause => ({
  field,
  rank,
  sub,
  at,
  to,
  marks: marks.filter((mark) => mark.at >= at && mark.to <= to),
});

const stretches = (tokens: Token[], breaks: (at: number, sign: string) => boolean): Span[] => {
  const spans: Span[] = [];
  let from = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    if (token && !(token.kind === 'mark' && breaks(at, token.key))) continue;
    if (at > from) spans.push({ at: from, to: at });
    from = at + 1;
  }
  return spans;
};

/** A full stop ends a sentence unless a small letter or a digit follows, or one letter stands before it. */
const endsSentence = (tokens: Token[], at: number): boolean => {
  const [before, sign, after] = [tokens[at - 1], tokens[at]?.key ?? '', tokens[at + 1]];
  if (sign !== '.' && sign !== '!' && sign !== '?') return false;
  if (!before || before.raw.length < 2) return false;
  return (
    !after ||
    (after.kind !== 'number' && after.raw[0] !== after.raw[0]?.toLowerCase()) ||
    after.kind === 'han'
  );
};

/** "as" opens a clause only where a verb follows: "overtakes X as China's top supplier" is one clause. */
const opensClause = (mark: Mark, to: number, tokens: Token[], marks: Mark[]): boolean =>
  tokens[mark.at]?.key !== 'as' ||
  mark.to > mark.at + 1 ||
  marks.some(({ at, classes }) => at >= mark.to && at < to && classes.some((name) => VERBS.has(name)));
const VERBS = new Set(
  'MEET VISIT CALL HOST TALK DISCUSS HOLD BEGIN SIGN AGREE BUILD TRANSFER SAY DENY HYPO SANCTION WAR STRENGTH VOTE INVITE ATTEND SCRAMBLE PATROL DRILL CRAFT FRICTION END'.split(
    ' ',
  ),
);

/** Splits off what a word like "after" introduces; at the head of a title it reaches to the comma. */
const splitSub = ({ at, to }: Span, tokens: Token[], marks: Mark[]): Clause[] => {
  const marker = marks.find(
    (mark) =>
      mark.at >= at && mark.to < to && mark.classes.includes('SUB') && opensClause(mark, to, tokens, marks),
  );
  const part = (from: number, until: number, sub: boolean) => clause('title', 0, sub, from, until, marks);
  if (!marker) return [part(at, to, false)];
  if (tokens[marker.at]?.kind === 'han') return [part(at, marker.to, true), part(marker.to, to, false)];
  if (marker.at > at) return [part(at, marker.at, false), part(marker.at, to, true)];
  const comma = tokens.findIndex(
    ({ key }, index) => index > at && index < to && (key === ',' || key === '，'),
  );
  return comma < 0 ? [part(at, to, true)] : [part(at, comma, true), part(comma + 1, to, false)];
};
