import type { Actor, EventType, Grain, MergeSignature } from '../classification/verdict.ts';
import { dateWords } from './date-words.ts';
import { hostOf } from './places.ts';

/** The slots that a title is composed from. */
export type TitleSlots = {
  type: EventType;
  actors: Actor[];
  place: string | null;
  series: string | null;
  ordinal: number | null;
  branch: MergeSignature['branch'];
  eventStart: string;
  eventEnd: string;
  grain: Grain;
};

const COUNTRY = { RU: 'Russia', CN: 'China' } as const;

/** What a side is called when none of its people or organs is named. */
const sideName = (actors: Actor[], side: 'RU' | 'CN'): string => {
  const named = actors
    .filter((actor) => actor.side === side)
    .sort((a, b) => rank(a.id) - rank(b.id) || a.id.localeCompare(b.id));
  return named[0]?.name ?? COUNTRY[side];
};

const RANKS = [
  'HEAD',
  'PM',
  'VPM',
  'MFA',
  'MOD',
  'SEC',
  'PARL',
  'ENVOY',
  'FIRM',
  'NAVY',
  'AIR',
  'ARMY',
  'FORCES',
  'REGION',
];

/** Heads of state first, then heads of government, ministers, organs, firms; the state itself last. */
const rank = (id: string): number => {
  const at = RANKS.indexOf(id.split('.')[1] ?? '');
  return at < 0 ? RANKS.length : at;
};

const thirds = (actors: Actor[]): string => {
  const names = actors
    .filter(({ side }) => side === 'THIRD')
    .map(({ name }) => name)
    .slice(0, 3);
  return names.length === 0
    ? ''
    : ` with ${names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]}`;
};

const ordinalWord = (ordinal: number): string => {
  const tens = ordinal % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][ordinal % 10] ?? 'th');
  return `${ordinal}${ending}`;
};

const at = (place: string | null): string => {
  if (!place) return '';
  return /\b(Sea|Ocean|Gulf|Strait|Pacific|Arctic|Baltic|Mediterranean)\b/.test(place)
    ? ` in the ${place}`
    : ` in ${place}`;
};

const both = ({ actors }: TitleSlots): string => `${sideName(actors, 'RU')} and ${sideName(actors, 'CN')}`;

const visit = (slots: TitleSlots): string => {
  const host = slots.place && hostOf(slots.place);
  if (!host) return `${both(slots)}: official visit${at(slots.place)}`;
  return `${sideName(slots.actors, host === 'RU' ? 'CN' : 'RU')} visits ${slots.place}`;
};

const patrol = ({ place, ordinal, branch, actors }: TitleSlots): string => {
  const what =
    branch === 'air' ? 'joint air patrol' : branch === 'naval' ? 'joint naval patrol' : 'joint patrol';
  return `${ordinal ? `${ordinalWord(ordinal)} Russian–Chinese ${what}` : `Russian–Chinese ${what}`}${at(place)}${thirds(actors)}`;
};

const exercise = ({ series, place, branch, actors }: TitleSlots): string =>
  `${series ?? `Russian–Chinese ${branch === 'naval' ? 'naval ' : branch === 'air' ? 'air ' : ''}exercise`}${at(place)}${thirds(actors)}`;

/** Reports seldom say whether a deal was made, begun or only prepared; a title must hold for all of them. */
const cooperation =
  (field: string) =>
  (slots: TitleSlots): string =>
    `${both(slots)} cooperate on ${field}${at(slots.place)}`;

const between =
  (what: string) =>
  (slots: TitleSlots): string =>
    `${what} between ${both(slots)}${at(slots.place)}`;

const COMPOSERS: Record<EventType, (slots: TitleSlots) => string> = {
  joint_exercise: exercise,
  joint_patrol: patrol,
  arms_transfer: between('Arms or dual-use supplies'),
  port_visit: (slots) => `Naval port visit${at(slots.place)}: ${both(slots)}`,
  military_talks: (slots) => `${both(slots)} hold military talks${at(slots.place)}`,
  trade_figures: ({ grain }) =>
    grain === 'day' ? 'Russia–China trade figures, published' : 'Russia–China trade figures',
  energy: cooperation('energy'),
  payment_currency: cooperation('payments'),
  technology: cooperation('technology'),
  infrastructure: cooperation('transport links'),
  investment: cooperation('investment'),
  mobility: between('Travel and visas'),
  economic_talks: (slots) => `${both(slots)} hold economic talks${at(slots.place)}`,
  summit: (slots) => `${both(slots)} meet${at(slots.place)}`,
  visit,
  call: (slots) => `${both(slots)} speak by telephone or video`,
  joint_statement: (slots) => `${both(slots)} issue a joint statement${at(slots.place)}`,
  un_vote: () => 'Russia and China vote alike at the United Nations',
  ministerial_talks: (slots) => `${both(slots)} hold talks${at(slots.place)}`,
  agreement: between('Agreement'),
  multilateral: (slots) =>
    `${slots.series ?? 'Multilateral meeting'}${at(slots.place)}: Russia and China take part${thirds(slots.actors)}`,
  aid: between('Humanitarian aid'),
  message: (slots) => between('Message')({ ...slots, place: null }),
};

/** A neutral English title: who did what, where and when, and no word of an outlet. At most 200 characters. */
export const titleOf = (slots: TitleSlots): string => {
  const dates = dateWords(slots.eventStart, slots.eventEnd, slots.grain);
  const what = COMPOSERS[slots.type](slots).slice(0, 150);
  return `${what}${what.endsWith('published') ? '' : ','} ${dates}`.slice(0, 200);
};
