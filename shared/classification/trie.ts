import { type Token, tokensOf } from './tokens.ts';

/** A phrase found in a text: from the token `from` up to the token `to`, not included. */
export type Found<T> = { from: number; to: number; meanings: T[] };

type Node<T> = { next: Map<number, Node<T>>; meanings: T[]; unions?: Map<Node<T>, Node<T>> };

/** Phrases by their words, for a search that reads each token once. */
export type Trie<T> = {
  add(phrase: string, meaning: T): void;
  /** The longest phrases, left to right, none overlapping another. */
  find(tokens: Token[]): Found<T>[];
};

const MOST_REMEMBERED = 30_000;

/**
 * Edges are numbers that stand for an exact word, for a beginning ("встреч*") or for exact capitals ("=US"). Which of
 * them a word satisfies is worked out once and remembered, so that a text costs a look-up a token.
 */
class Edges {
  private readonly exact = new Map<string, number>();
  private readonly beginnings = new Map<string, number>();
  private readonly capitals = new Map<string, number>();
  private readonly remembered = new Map<string, number[]>();
  private count = 0;

  idOf(word: string): number {
    const [table, key] = word.startsWith('=')
      ? [this.capitals, word.slice(1)]
      : word.endsWith('*')
        ? [this.beginnings, word.slice(0, -1)]
        : [this.exact, word];
    const known = table.get(key);
    if (known !== undefined) return known;
    table.set(key, ++this.count);
    return this.count;
  }

  of(token: Token): number[] {
    const known = this.remembered.get(token.raw);
    if (known) return known;
    if (this.remembered.size > MOST_REMEMBERED) this.remembered.clear();
    const edges = this.work(token);
    this.remembered.set(token.raw, edges);
    return edges;
  }

  private work({ key, raw }: Token): number[] {
    const edges = [this.capitals.get(raw), this.exact.get(key)];
    for (let length = Math.min(key.length, 24); length > 0; length--)
      edges.push(this.beginnings.get(key.slice(0, length)));
    return edges.filter((edge) => edge !== undefined);
  }
}

export const buildTrie = <T>(): Trie<T> => {
  const edges = new Edges();
  const root: Node<T> = { next: new Map(), meanings: [] };
  return {
    add(phrase, meaning) {
      const end = wordsOf(phrase).reduce((node, word) => child(node, edges.idOf(word)), root);
      if (end !== root) end.meanings.push(meaning);
    },
    find(tokens) {
      const found: Found<T>[] = [];
      const ways = tokens.map((token) => (token.kind === 'mark' ? NO_WAY : edges.of(token)));
      for (let at = 0; at < tokens.length; ) {
        const best = longest(root, ways, at);
        if (best) found.push(best);
        at = best ? best.to : at + 1;
      }
      return found;
    },
  };
};

const child = <T>(node: Node<T>, edge: number): Node<T> => {
  let next = node.next.get(edge);
  if (!next) {
    next = { next: new Map(), meanings: [] };
    node.next.set(edge, next);
  }
  return next;
};

/** Words as the tokenizer cuts them; a pattern with * or = stays as it is. */
const wordsOf = (phrase: string): string[] =>
  phrase.split(' ').flatMap((word) => (/[*=]/.test(word) ? [word] : tokensOf(word).map(({ key }) => key)));

const NO_WAY: number[] = [];

/** @param ways the edges that each token satisfies; a mark satisfies none. */
const longest = <T>(root: Node<T>, ways: number[][], from: number): Found<T> | undefined => {
  if (ways[from]?.length === 0) return undefined;
  let best: Node<T> | undefined;
  let to = from;
  const walk = (node: Node<T>, at: number): void => {
    if (node.meanings.length > 0 && at > from) {
      best = best && at === to ? both(best, node) : at > to ? node : best;
      to = Math.max(to, at);
    }
    if (node.next.size === 0) return;
    for (const edge of ways[at] ?? NO_WAY) {
      const next = node.next.get(edge);
      if (next) walk(next, at + 1);
    }
  };
  walk(root, from);
  return best && { from, to, meanings: best.meanings };
};

/** Two phrases of one length: what both stand for; remembered, so that the same pair is the same list again. */
const both = <T>(one: Node<T>, other: Node<T>): Node<T> => {
  one.unions ??= new Map();
  let union = one.unions.get(other);
  if (!union) {
    union = { next: new Map(), meanings: [...one.meanings, ...other.meanings] };
    one.unions.set(other, union);
  }
  return union;
};
