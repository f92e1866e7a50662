import { lexicon, type Meaning, type Party } from './lexicon.ts';
import { classesOfActor } from './offices.ts';
import type { Token } from './tokens.ts';
import type { Actor, Side } from './verdict.ts';

/** A phrase of the lexicon in a text: what it stands for and where. `at` and `to` count tokens, `start` and `end` signs. */
export type Mark = Sense & { at: number; to: number; start: number; end: number };

/** Word classes (those of the parties first), parties, places and series that a phrase stands for. */
export type Sense = { classes: string[]; actors: Actor[]; places: string[]; series: string[] };

/** All phrases of the lexicon in a text. @param day on which offices are read (publication). */
export const marksIn = (tokens: Token[], day: string): Mark[] => {
  const marks: Mark[] = [];
  for (const { from, to, meanings } of lexicon().find(tokens)) {
    const { classes, actors, places, series } = senseOf(meanings, day);
    marks.push({
      at: from,
      to,
      start: tokens[from]?.start ?? 0,
      end: tokens[to - 1]?.end ?? 0,
      classes,
      actors,
      places,
      series,
    });
  }
  return marks;
};

/** Senses that hold on every day are worked out once. */
const lasting = new WeakMap<Meaning[], Sense>();

const senseOf = (meanings: Meaning[], day: string): Sense => {
  const known = lasting.get(meanings);
  if (known) return known;
  const sense = read(meanings, day);
  if (!meanings.some((one) => one.kind === 'party' && (one.party.from || one.party.to)))
    lasting.set(meanings, sense);
  return sense;
};

const read = (meanings: Meaning[], day: string): Sense => {
  const actors = actorsOn(
    meanings.flatMap((one) => (one.kind === 'party' ? [one.party] : [])),
    day,
  );
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
  const specific = held.filter(
    ({ id }) => !id.endsWith('.STATE') || held.every((one) => one.id.endsWith('.STATE')),
  );
  return specific
    .filter(({ side }) => side !== 'NONE')
    .map(({ id, side, name }) => ({ id, side: side as Side, name }));
};

const heldOn = (parties: Party[], day: string): Party | undefined =>
  parties.find(({ from = '', to = '9999' }) => day >= from && day <= to) ?? parties.at(-1);
