import { type Meaning, type Party, lexicon } from './lexicon.ts';
import { classesOfActor } from './offices.ts';
import type { Token } from './tokens.ts';
import type { Actor, Side } from './verdict.ts';

/** A phrase of the lexicon in a text: what it stands for and where. `at` and `to` count tokens, `start` and `end` signs. */
export type Mark = {
  at: number;
  to: number;
  start: number;
  end: number;
  /** Word classes, those of the parties included; the first one is the most telling. */
  classes: string[];
  actors: Actor[];
  places: string[];
  series: string[];
};

/** All phrases of the lexicon in a text. @param day on which offices are read (publication). */
export const marksIn = (tokens: Token[], day: string): Mark[] =>
  lexicon()
    .find(tokens)
    .flatMap(({ from, to, meanings }) => {
      const [first, last] = [tokens[from], tokens[to - 1]];
      return first && last
        ? [{ at: from, to, start: first.start, end: last.end, ...readMeanings(meanings, day) }]
        : [];
    });

type Read = Pick<Mark, 'classes' | 'actors' | 'places' | 'series'>;

const readMeanings = (meanings: Meaning[], day: string): Read => {
  const parties = meanings.flatMap((one) => (one.kind === 'party' ? [one.party] : []));
  const actors = actorsOn(parties, day);
  const names = (kind: 'class' | 'place' | 'series') =>
    meanings.flatMap((one) => (one.kind === kind ? [one.name] : []));
  return {
    classes: [...actors.flatMap(({ id }) => classesOfActor(id)), ...names('class')],
    actors,
    places: names('place'),
    series: names('series'),
  };
};

/** One actor for each person or thing: a person is read as the holder of the office on that day. */
const actorsOn = (parties: Party[], day: string): Actor[] => {
  const byName = Map.groupBy(parties, ({ side, name }) => `${side} ${name}`);
  const held = [...byName.values()].flatMap((list) => heldOn(list, day) ?? []);
  const specific = held.filter(({ id }) => !id.endsWith('.STATE') || held.length === 1 || isPair(held));
  return specific
    .filter(({ side }) => side !== 'NONE')
    .map(({ id, side, name }) => ({ id, side: side as Side, name }));
};

const isPair = (parties: Party[]): boolean => parties.every(({ id }) => id.endsWith('.STATE'));

const heldOn = (parties: Party[], day: string): Party | undefined =>
  parties.find(({ from = '', to = '9999' }) => day >= from && day <= to) ?? parties.at(-1);
