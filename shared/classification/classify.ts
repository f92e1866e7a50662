import { datesIn, type ReadDate } from './dates.ts';
import { firstStory } from './digest-title.ts';
import { branchOf, familyOf } from './family.ts';
import { featuresOf } from './features.ts';
import { languageOf } from './language.ts';
import actorsLexicon from './lexicon/actors.json' with { type: 'json' };
import { passesGate } from './mentions.ts';
import { placeOf, seriesOf } from './place.ts';
import { namesBoth, type Reading, read } from './reading.ts';
import { MODEL_VERSION, score } from './score.ts';
import { trackOf, wedgeOf } from './side-track.ts';
import { statusOf } from './status.ts';
import { chooseType } from './type.ts';
import {
  type Actor,
  type Category,
  categoryOf,
  type EventType,
  type Language,
  type ReportStatus,
  type ReportText,
  type Verdict,
} from './verdict.ts';

/** Version of the lexicon files, on every verdict. */
export const LEXICON_VERSION: string = actorsLexicon.version;

const RELEVANT_FROM = 0.5;
const TODAY = '2026-01-01'; // only where an item has no date at all

const refused = (lang: Language, p = 0): Verdict => ({
  relevant: false,
  p,
  z: 0,
  lang,
  category: null,
  secondary: [],
  type: null,
  runnerUp: null,
  status: null,
  eventStart: null,
  eventEnd: null,
  grain: null,
  dateBasis: null,
  place: null,
  series: null,
  ordinal: null,
  actors: [],
  track: null,
  wedge: null,
  signature: null,
  evidence: [],
  lexiconVersion: LEXICON_VERSION,
  modelVersion: MODEL_VERSION,
});

/**
 * Decides whether a report tells of a concrete act of Sino-Russian cooperation, and codes it (CODEBOOK.md). A pure
 * function of the report and the two versions; it never throws, and its time is linear in the text, which is capped.
 */
export const classify = (report: ReportText): Verdict => {
  const { text, offset } = firstStory(report);
  const head = `${text.title.slice(0, 400)} ${text.summary.slice(0, 900)}`;
  const language = report.lang ?? languageOf(head);
  if (!passesGate(head, language)) return refused(language);
  const reading = read({ ...text, lang: language });
  if (!namesBoth([...reading.mentions.title, ...reading.mentions.summary])) return refused(language);
  const { z, p, evidence } = score(featuresOf(reading), reading);
  const judged = { ...refused(language, p), z, evidence };
  const verdict = p >= RELEVANT_FROM ? { ...judged, ...code(reading) } : { ...judged, ...aside(reading) };
  return offset === null
    ? verdict
    : {
        ...verdict,
        evidence: verdict.evidence.map((one) => ({
          ...one,
          field: 'summary' as const,
          start: one.start + offset,
          end: one.end + offset,
        })),
      };
};

const aside = (reading: Reading): Pick<Verdict, 'track' | 'wedge' | 'actors'> => {
  const track = trackOf(reading);
  return {
    track,
    wedge: track === 'friction' ? wedgeOf(reading.title, reading.summary) : null,
    actors: actorsOf(reading),
  };
};

type Coded = Partial<Verdict> & { relevant: true };

const code = (reading: Reading): Coded => {
  const { title, summary, language } = reading;
  const { type, runnerUp, hit } = chooseType(reading);
  const status = statusOf(title, summary, language);
  const actors = actorsOf(reading);
  const { series, ordinal } = seriesOf(title, summary, language);
  const dates = datesOf(reading, type, status);
  return {
    relevant: true,
    category: categoryOf(type),
    secondary: secondaryOf(reading, type),
    type,
    runnerUp,
    status: hit && type === 'trade_figures' ? 'done' : status,
    ...dates,
    place: placeOf(type, title, summary, language),
    series,
    ordinal,
    actors,
    signature: {
      family: familyOf(type),
      branch: branchOf(type, actors, `${title} ${summary.slice(0, 300)}`),
      principals: principalsOf(reading, actors),
      key: keyOf(type, series, dates),
    },
  };
};

/** What must be equal for two reports to tell of one event: a drill's name and year, a figure's period. */
const keyOf = (
  type: EventType,
  series: string | null,
  { eventStart, eventEnd }: { eventStart: string; eventEnd: string },
): string | null => {
  if (type === 'trade_figures') return `${eventStart}/${eventEnd}`;
  return series && type === 'joint_exercise' ? `${series} ${eventStart.slice(0, 4)}` : null;
};

/** Each party once, in the order of the text; a side that is named in part is not named again as a state. */
const actorsOf = ({ mentions }: Reading): Actor[] => {
  const all = new Map([...mentions.title, ...mentions.summary].map(({ actor }) => [actor.id, actor]));
  return [...all.values()].slice(0, 40);
};

/** Those who act: the parties of the headline on each side, else of the summary. */
const principalsOf = ({ mentions }: Reading, actors: Actor[]): string[] =>
  (['RU', 'CN'] as const).flatMap((side) => {
    const inTitle = mentions.title.filter(({ actor }) => actor.side === side).map(({ actor }) => actor.id);
    const specific = inTitle.filter((id) => !id.endsWith('.STATE'));
    const ids =
      specific.length > 0
        ? specific
        : actors.filter((actor) => actor.side === side && !actor.id.endsWith('.STATE')).map(({ id }) => id);
    return [...new Set(ids.length > 0 ? ids : [`${side}.STATE`])].slice(0, 8);
  });

const secondaryOf = ({ triggers, mentions }: Reading, type: EventType): Category[] => {
  const main = categoryOf(type);
  const others = triggers
    .filter(({ field, item }) => (field === 'title' || namesBoth(mentions.summary)) && item.strength === 3)
    .map(({ item }) => categoryOf(item.type));
  return [...new Set(others)].filter((category) => category !== main).slice(0, 2);
};

type Dates = {
  eventStart: string;
  eventEnd: string;
  grain: Verdict['grain'];
  dateBasis: Verdict['dateBasis'];
};

/** The act's own date where the text states one near it, else the day of publication (codebook, "event date"). */
const datesOf = (
  { title, summary, language, day, clauses }: Reading,
  type: EventType,
  status: ReportStatus,
): Dates => {
  const published = day ?? TODAY;
  const future = status === 'announced' || status === 'expected';
  const first = clauses.filter(({ field, rank }) => field === 'summary' && rank <= 2);
  const texts = [title, ...first.map(({ start, end }) => summary.slice(start, end))];
  const found = texts.flatMap((text) => datesIn(text, language, published, future));
  const date = pick(found, type, published);
  if (date) {
    const { eventStart, eventEnd, grain, text } = date;
    return { eventStart, eventEnd, grain, dateBasis: { from: 'text', text: text.slice(0, 120) } };
  }
  return {
    eventStart: published,
    eventEnd: published,
    grain: 'day',
    dateBasis: { from: 'publication', text: null },
  };
};

const FAR = 120; // days between an act and its report, beyond which a date belongs to something else

const pick = (dates: ReadDate[], type: EventType, published: string): ReadDate | undefined => {
  const distance = ({ eventStart, eventEnd }: ReadDate): number => {
    const at = Date.parse(published);
    return Math.min(Math.abs(Date.parse(eventStart) - at), Math.abs(Date.parse(eventEnd) - at)) / 86_400_000;
  };
  if (type === 'trade_figures')
    return dates.find(({ grain }) => grain === 'month' || grain === 'period') ?? undefined;
  const near = dates.filter((date) => distance(date) <= FAR);
  return near.find(({ grain }) => grain === 'day' || grain === 'period' || grain === 'week') ?? near[0];
};
