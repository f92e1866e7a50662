import { type Act, actsOf } from './acts.ts';
import { firstStory } from './digest-title.ts';
import { type EventDate, eventDateOf } from './event-date.ts';
import { categoryOf } from './event-types.ts';
import { branchOf, familyOf } from './family.ts';
import { featuresOf } from './features.ts';
import { gramsOf } from './grams.ts';
import { LEXICON_VERSION } from './lexicon-version.ts';
import { byPerson } from './offices.ts';
import { placeOf } from './place.ts';
import { allMarks, namesBoth, type Reading, read } from './reading.ts';
import { MODEL_VERSION, score } from './score.ts';
import { seriesOf } from './series.ts';
import { trackOf, wedgeOf } from './side-track.ts';
import { statusOf, statusOn } from './status.ts';
import { chooseType } from './type.ts';
import {
  type Actor,
  type Category,
  type EventType,
  type Language,
  REVIEW_FROM,
  type ReportText,
  Suggestion,
  type Verdict,
} from './verdict.ts';

export { LEXICON_VERSION, MODEL_VERSION };

const RELEVANT_FROM = 0.5;

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

/** Settings of a classifier; `model: false` leaves the n-gram layer out, and the rules decide alone. */
export type ClassifierOptions = { model?: boolean };

export type Classifier = (report: ReportText) => Verdict;

/** A classifier by its settings. */
export const createClassifier = ({ model = true }: ClassifierOptions = {}): Classifier => {
  return (report) => {
    const { text, offset } = firstStory(report);
    const reading = read(text);
    if (!namesBoth(allMarks(reading))) return refused(reading.language);
    const acts = actsOf(reading);
    const grams = model ? gramsOf(reading) : null;
    const { z, p, evidence } = score(featuresOf(reading, acts), grams, textsOf(reading), reading.language);
    const shown = evidence.map((one) => shifted(one, offset));
    const judged = { ...refused(reading.language, p), z, evidence: shown };
    if (p >= RELEVANT_FROM) return { ...judged, ...code(reading, acts) };
    return { ...judged, ...aside(reading), ...(p >= REVIEW_FROM && suggestion(reading, acts)) };
  };
};

/**
 * Decides whether a report tells of a concrete act of Sino-Russian cooperation, and codes it (CODEBOOK.md). A pure
 * function of the report and the two versions; it never throws, and its time is linear in the text, which is capped.
 */
export const classify: Classifier = createClassifier();

const textsOf = ({ title, summary }: Reading) => ({ title: title.given, summary: summary.given });

/** A bulletin's first story was read as a title: its words lie in the summary. */
const shifted = (one: Verdict['evidence'][number], offset: number | null): Verdict['evidence'][number] =>
  offset === null ? one : { ...one, field: 'summary', start: one.start + offset, end: one.end + offset };

const aside = (reading: Reading): Pick<Verdict, 'track' | 'wedge' | 'actors'> => {
  const track = trackOf(reading);
  return {
    track,
    wedge: track === 'friction' ? wedgeOf(reading.title.text, reading.summary.text) : null,
    actors: actorsOf(reading),
  };
};

const suggestion = (reading: Reading, acts: Act[]): Pick<Verdict, 'suggestion'> => {
  const parsed = Suggestion.safeParse(code(reading, acts));
  return parsed.success ? { suggestion: parsed.data } : {};
};

type Coded = Partial<Verdict> & { relevant: true };

const code = (reading: Reading, acts: Act[]): Coded => {
  const { title, summary } = reading;
  const { type, runnerUp, ranked } = chooseType(reading, acts);
  const status = statusOf(reading, type);
  const actors = actorsOf(reading);
  const { series, ordinal } = seriesOf(reading);
  const dates = eventDateOf(reading, type, status);
  return {
    relevant: true,
    category: categoryOf(type),
    secondary: secondaryOf(acts, ranked),
    type,
    runnerUp,
    status: statusOn(status, dates, reading),
    ...dates,
    place: placeOf(type, reading),
    series,
    ordinal,
    actors,
    signature: {
      family: familyOf(type),
      branch: branchOf(type, actors, `${title.text} ${summary.text.slice(0, 300)}`),
      principals: principalsOf(reading, actors),
      key: keyOf(type, series, dates),
    },
  };
};

/** What must be equal for two reports to tell of one event: a drill's name and year, a figure's period. */
const keyOf = (
  type: EventType,
  series: string | null,
  { eventStart, eventEnd }: EventDate,
): string | null => {
  if (type === 'trade_figures') return `${eventStart}/${eventEnd}`;
  return series && type === 'joint_exercise' ? `${series} ${eventStart.slice(0, 4)}` : null;
};

/** Each party once, in the order of the text. */
const actorsOf = (reading: Reading): Actor[] => {
  const all = new Map<string, Actor>();
  for (const actor of allMarks(reading).flatMap(({ actors }) => actors))
    all.set(actor.id, byPerson(all.get(actor.id) ?? actor, actor));
  return [...all.values()].slice(0, 40);
};

/** Those who act: the parties of the headline on each side, else of the summary. */
const principalsOf = ({ title }: Reading, actors: Actor[]): string[] =>
  (['RU', 'CN'] as const).flatMap((side) => {
    const named = (list: Actor[]) =>
      list.filter((actor) => actor.side === side && !/\.(STATE|REGION)$/.test(actor.id)).map(({ id }) => id);
    const inTitle = named(title.marks.flatMap((mark) => mark.actors));
    const ids = inTitle.length > 0 ? inTitle : named(actors);
    return [...new Set(ids.length > 0 ? ids : [`${side}.STATE`])].slice(0, 8);
  });

const secondaryOf = (acts: Act[], [type, ...others]: EventType[]): Category[] => {
  const strong = new Set(
    acts.filter(({ strength, clause }) => strength === 3 && clause.rank < 2).map((act) => act.type),
  );
  const main = type && categoryOf(type);
  const categories = others.filter((other) => strong.has(other)).map(categoryOf);
  return [...new Set(categories)].filter((category) => category !== main).slice(0, 2);
};
