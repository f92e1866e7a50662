import type { Mark } from './marks.ts';
import type { Field, Reading } from './reading.ts';
import type { EventType } from './verdict.ts';

const NOWHERE = new Set<EventType>(['call', 'trade_figures', 'message', 'un_vote']);
const MILITARY = new Set<EventType>(['joint_exercise', 'joint_patrol']);
const AT = new Set([
  'in',
  'at',
  'near',
  'off',
  'over',
  'to',
  'visits',
  'visit',
  'through',
  'into',
  'в',
  'во',
  'у',
  'над',
  'близ',
  'около',
  'на',
  '在',
  '赴',
  '达',
  '问',
  '于',
  '往',
  '抵',
]);
const SEA = /Sea|Ocean|Gulf|Mediterranean|South Africa/;

/** Where the act happens: a place after a word of place first, else a sea for joint military acts. */
export const placeOf = (type: EventType, { title, summary }: Reading): string | null => {
  if (NOWHERE.has(type)) return null;
  const military = MILITARY.has(type);
  for (const field of [title, summary]) {
    const named = field.marks
      .filter(({ places, start }) => places.length > 0 && start < 300)
      .filter(({ places }) => !military || places.some((place) => SEA.test(place)));
    const found = named.find((mark) => afterPlaceWord(field, mark)) ?? (military ? named[0] : undefined);
    if (found) return found.places[0] ?? null;
  }
  return null;
};

/** "in Beijing", "visits Beijing"; but in "to Beijing’s vassal" the city is the state that sits there. */
const afterPlaceWord = ({ tokens, text }: Field, { at, end }: Mark): boolean => {
  if (/^['’]s\b/.test(text.slice(end, end + 3))) return false;
  const before = tokens[at - 1]?.key === 'the' ? tokens[at - 2] : tokens[at - 1];
  return before !== undefined && AT.has(before.key);
};
