import { familyOf } from '../classification/family.ts';
import { byPerson } from '../classification/offices.ts';
import { type Actor, Category, categoryOf, type EventType, type Grain } from '../classification/verdict.ts';
import { dateWords } from './date-words.ts';
import { disagreementsOf } from './disagreements.ts';
import type { Event, EventLink, Telling } from './event.ts';
import { ladderOf, statusOf } from './ladder.ts';
import { mostOften } from './majority.ts';
import { ploverOf } from './plover.ts';
import type { Correction, Member } from './record.ts';
import { signatureOf } from './signature.ts';
import { significanceOf } from './significance.ts';
import type { SeedTelling } from './telling.ts';
import { titleOf } from './title.ts';

/** From this probability on, one report alone confirms an event: measured precision there is 97 % (`npm run bench`). */
export const CONFIRMED_FROM = 0.9;
/** Two outlets confirm only together: two that are half sure each, of two different things perhaps, do not add up. */
const TOGETHER_FROM = 0.97;
const MOST_ACTORS = 40;

export type Composition = {
  id: string;
  members: Member[];
  tellings: SeedTelling[];
  corrections: Correction[];
  links: EventLink[];
  updatedAt: string;
  rev: number;
};

/**
 * The event that its reports, tellings and corrections add up to. Pure, and blind to the order in which they came, so
 * that late, repeated and shuffled messages end in the same record.
 */
export const composeEvent = (from: Composition): Event => {
  const members = [...from.members].sort((a, b) => a.reportId.localeCompare(b.reportId));
  const tellings = [...from.tellings].sort((a, b) => a.ref.localeCompare(b.ref));
  const coded = codeOf(members, tellings);
  const fixed: typeof coded = Object.assign({}, coded, ...inOrder(from.corrections));
  const code = { ...fixed, category: categoryOf(fixed.type) };
  const outlets = independentOutlets(members);
  return {
    id: from.id,
    ...code,
    title: code.title
      ? `${code.title}, ${dateWords(code.eventStart, code.eventEnd, code.grain)}`
      : titleOf({ ...code, branch: code.signature.branch }),
    secondary: code.secondary.filter((category) => category !== code.category).slice(0, 2),
    plover: ploverOf(code.type),
    origins: originsOf(members, tellings),
    reports: members.length,
    outlets,
    sources: distinct(members.map(({ outlet }) => outlet)).slice(0, 60),
    groups: distinct(members.map(({ group }) => group)),
    langs: distinct(members.map(({ lang }) => lang)),
    stateOnly:
      members.length > 0 &&
      tellings.length === 0 &&
      members.every(({ group }) => group === 'state' || group === 'government'),
    confidence: confidenceOf(members, tellings),
    confirmed: code.confirmed ?? isConfirmed(members, tellings, outlets),
    significance: significanceOf({ ...code, outlets }),
    firstPublished:
      members
        .map(({ published }) => published)
        .filter((at) => at !== null)
        .sort()[0] ?? null,
    firstSeen: members.map(({ firstSeen }) => firstSeen).sort()[0] ?? from.updatedAt,
    ladder: ladderOf(members, code.eventStart),
    tellings: tellings.map(toldAs),
    disagreements: disagreementsOf(members),
    links: from.links,
    updatedAt: from.updatedAt,
    rev: from.rev,
  };
};

const codeOf = (members: Member[], tellings: SeedTelling[]) => {
  const first = tellings[0];
  const type =
    first?.type ??
    mostOften(
      members,
      ({ type }) => type,
      ({ p }) => p,
    ) ??
    'visit';
  const actors = actorsOf(members, tellings);
  // What people coded as no part of a series does not become one by a word in a report.
  const series = first ? first.series : mostTell(members, (member) => member.series);
  const ordinal = first?.ordinal ?? (series === null ? null : mostTell(members, (member) => member.ordinal));
  const dates = datesOf(members, tellings);
  return {
    title: tellings.find(({ title }) => title)?.title ?? null,
    type,
    secondary: secondaryOf(members, tellings),
    status: statusOf(members, tellings, dates.eventStart),
    ...dates,
    place: first?.place ?? mostOften(members, (member) => member.place) ?? null,
    series,
    ordinal,
    actors,
    signature: signatureFor(members, tellings, type),
    confirmed: undefined as boolean | undefined,
  };
};

const signatureFor = (members: Member[], tellings: SeedTelling[], type: EventType): Event['signature'] => {
  const coded = tellings.map(signatureOf);
  const all = [...coded, ...members.map(({ signature }) => signature)];
  return {
    // The family of the event is that of its first telling, else of most reports: it is what new reports look under.
    family:
      coded[0]?.family ??
      mostOften(
        members,
        ({ signature }) => signature.family,
        ({ p }) => p,
      ) ??
      familyOf(type),
    branch: mostOften(all, ({ branch }) => branch) ?? null,
    principals: distinct(all.flatMap(({ principals }) => principals)).slice(0, 20),
    key: mostOften(all, ({ key }) => key) ?? null,
  };
};

type Dates = Pick<Event, 'eventStart' | 'eventEnd' | 'grain' | 'dateBasis'>;

/** People's dates before dates that reports state, those before the day of publication; among equals the majority. */
const datesOf = (members: Member[], tellings: SeedTelling[]): Dates => {
  const told = tellings[0];
  if (told) {
    const { eventStart, eventEnd, grain, sourceUrl } = told;
    return {
      eventStart,
      eventEnd,
      grain,
      dateBasis: { from: 'seed', text: sourceUrl?.slice(0, 120) ?? null },
    };
  }
  const stated = members.filter(({ dateFrom }) => dateFrom === 'text');
  const span = (member: Member): string => `${member.eventStart}/${member.eventEnd}/${member.grain}`;
  const best =
    mostOften(stated.length > 0 ? stated : earliest(members), span) ?? '1970-01-01/1970-01-01/unknown';
  const [eventStart = '', eventEnd = '', grain = 'unknown'] = best.split('/');
  const basis = stated.find((member) => span(member) === best);
  return {
    eventStart,
    eventEnd,
    grain: grain as Grain,
    dateBasis: { from: basis ? 'text' : 'publication', text: basis?.dateText ?? null },
  };
};

/** Where no report states a date, the first to be published stands nearest to the act. */
const earliest = (members: Member[]): Member[] =>
  [...members].sort((a, b) => a.eventStart.localeCompare(b.eventStart)).slice(0, 1);

/** A value that at least half of the reports give; one report alone decides for itself. */
const mostTell = <V extends string | number>(
  members: Member[],
  read: (member: Member) => V | null,
): V | null => {
  const value = mostOften(members, read);
  return value !== undefined &&
    members.filter((member) => read(member) === value).length * 2 >= members.length
    ? value
    : null;
};

const NAMED_BY = 0.2; // share of the reports that must name a party before it counts as one of the event's
const STATE = /\.STATE$/;

/** Parties of the event: whom people coded, and whom enough of the reports name; a state only where nobody of it is named. */
const actorsOf = (members: Member[], tellings: SeedTelling[]): Actor[] => {
  const count = new Map<string, { actor: Actor; times: number; coded: boolean }>();
  const add = (actors: Actor[], coded: boolean): void => {
    for (const actor of actors) {
      const entry = count.get(actor.id);
      count.set(actor.id, {
        actor: entry ? byPerson(entry.actor, actor) : actor,
        times: (entry?.times ?? 0) + 1,
        coded: coded || (entry?.coded ?? false),
      });
    }
  };
  for (const { actors } of tellings) add(actors, true);
  for (const { actors } of members) add(actors, false);
  const least = Math.max(1, members.length * NAMED_BY);
  // A third country is a party only where more than half of the reports name it: most are bystanders.
  const isParty = ({ actor, times }: { actor: Actor; times: number }): boolean =>
    actor.side === 'THIRD' ? times * 2 > members.length : times >= least;
  const kept = [...count.values()].filter((one) => one.coded || isParty(one));
  const parties = kept.filter(
    ({ actor }) =>
      !STATE.test(actor.id) ||
      !kept.some((other) => other.actor.side === actor.side && !STATE.test(other.actor.id)),
  );
  return parties
    .sort(
      (a, b) =>
        Number(b.coded) - Number(a.coded) || b.times - a.times || a.actor.id.localeCompare(b.actor.id),
    )
    .slice(0, MOST_ACTORS)
    .map(({ actor }) => actor);
};

/** Other categories of which people or a fifth of the reports speak. */
const secondaryOf = (members: Member[], tellings: SeedTelling[]): Category[] => {
  const told = tellings.flatMap(({ category, secondary }) => [category, ...secondary]);
  const heard = Category.options.filter((category) => {
    const times = members.filter(
      (member) => member.category === category || member.secondary.includes(category),
    ).length;
    return times > 0 && times >= members.length * NAMED_BY;
  });
  return distinct([...told, ...heard]);
};

const byOutlets = (members: Member[]): Member[] => members.filter(({ group }) => group !== 'aggregator');

/** Copies of one text count once, and an aggregator is no outlet of its own. */
const independentOutlets = (members: Member[]): number => {
  const own = byOutlets(members);
  return Math.min(new Set(own.map(({ outlet }) => outlet)).size, new Set(own.map(({ copy }) => copy)).size);
};

/** Chance that at least one independent outlet's best report is right; a row that people coded stands at 0.99. */
const confidenceOf = (members: Member[], tellings: SeedTelling[]): number => {
  const best = new Map<string, number>();
  const own = byOutlets(members);
  for (const { copy, p } of own.length > 0 ? own : members) best.set(copy, Math.max(best.get(copy) ?? 0, p));
  const doubt = [...best.values()].sort((a, b) => a - b).reduce((product, p) => product * (1 - p), 1);
  return Math.round(Math.max(tellings.length > 0 ? 0.99 : 0, Math.min(0.999, 1 - doubt)) * 1000) / 1000;
};

const isConfirmed = (members: Member[], tellings: SeedTelling[], outlets: number): boolean =>
  tellings.length > 0 ||
  members.some(({ p }) => p >= CONFIRMED_FROM) ||
  (outlets >= 2 && confidenceOf(members, tellings) >= TOGETHER_FROM);

const originsOf = (members: Member[], tellings: SeedTelling[]): Event['origins'] => {
  const told = distinct(tellings.map(({ origin }) => origin));
  return [...told, ...(members.length > 0 ? (['live'] as const) : [])];
};

const toldAs = ({ origin, ref, text, sourceUrl }: SeedTelling): Telling => ({ origin, ref, text, sourceUrl });

/** What people set, in the order in which they did. */
export const inOrder = (corrections: Correction[]): Correction['set'][] =>
  [...corrections].sort((a, b) => a.at.localeCompare(b.at)).map(({ set }) => set);

const distinct = <T extends string>(values: T[]): T[] => [...new Set(values)].sort();
