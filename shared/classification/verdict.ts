import * as z from 'zod';
import { CATEGORIES, EVENT_TYPES } from './event-types.ts';

export { categoryOf, EVENT_TYPES } from './event-types.ts';

/** The article's three categories; every event has exactly one main category. */
export const Category = z.enum(CATEGORIES).meta({ id: 'Category' });
export type Category = z.infer<typeof Category>;

export const EventType = z
  .enum([...EVENT_TYPES.military, ...EVENT_TYPES.economic, ...EVENT_TYPES.diplomatic])
  .meta({ id: 'EventType' });
export type EventType = z.infer<typeof EventType>;

/** How firmly a report tells of the act: see the codebook, "status". */
export const ReportStatus = z
  .enum(['announced', 'expected', 'under way', 'done', 'alleged'])
  .meta({ id: 'ReportStatus' });
export type ReportStatus = z.infer<typeof ReportStatus>;

/** How precisely the event's date is known. */
export const Grain = z.enum(['day', 'week', 'month', 'period', 'unknown']).meta({ id: 'Grain' });
export type Grain = z.infer<typeof Grain>;

export const Language = z.enum(['en', 'ru', 'zh']).meta({ id: 'Language' });
export type Language = z.infer<typeof Language>;

/** What is recognised but never counted as cooperation. */
export const Track = z.enum(['statement', 'friction', 'watch']).meta({ id: 'Track' });
export type Track = z.infer<typeof Track>;

export const Side = z.enum(['RU', 'CN', 'THIRD']).meta({ id: 'Side' });
export type Side = z.infer<typeof Side>;

/**
 * A party in canonical form. `id` is language-free and names the office rather than the holder, so that
 * "Chinese leader", "Си Цзиньпин" and "习近平" are one: `CN.HEAD`, `RU.MFA`, `CN.FIRM.cnpc`, `THIRD.IR`.
 */
export const Actor = z
  .object({
    id: z.string().min(1).max(60),
    side: Side,
    name: z
      .string()
      .min(1)
      .max(120)
      .meta({ description: 'English name, with the holder where one is known.' }),
  })
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

export const EvidenceKind = z
  .enum(['actor', 'trigger', 'relation', 'cue', 'model', 'bias'])
  .meta({ id: 'EvidenceKind' });

/** One reason for a decision; `start` and `end` are UTF-16 offsets into the stored field. */
export const Evidence = z
  .object({
    kind: EvidenceKind,
    rule: z.string().max(80),
    field: z.enum(['title', 'summary']),
    start: z.int().min(0),
    end: z.int().min(0),
    text: z.string().max(200),
    weight: z.number(),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** Calendar date `YYYY-MM-DD`. */
export const Day = z.iso.date();

/**
 * What two reports must share to tell of the same event (codebook, "same event").
 * `family` groups the types that may merge; `principals` are the actor ids that tell apart two events of one
 * family (the travelling minister, the firm), heads of state among them; `key` names what must be equal where
 * present (a data period and commodity, the name of a drill with its year).
 */
export const MergeSignature = z
  .object({
    family: z.enum([
      'TALKS',
      'MIL',
      'PATROL',
      'EXERCISE',
      'ARMS',
      'CALL',
      'DEAL',
      'TRADE',
      'ECON',
      'MSG',
      'VOTE',
      'OTHER',
    ]),
    branch: z.enum(['air', 'naval', 'land']).nullable(),
    principals: z.array(z.string().max(60)).max(20),
    key: z.string().max(80).nullable(),
  })
  .meta({ id: 'MergeSignature' });
export type MergeSignature = z.infer<typeof MergeSignature>;

/** The probability from which on people are asked about a report that is too uncertain to count. */
export const REVIEW_FROM = 0.3;

/** How a report that is too uncertain to count would be coded: what a person who accepts it starts from. */
export const Suggestion = z.object({
  secondary: z.array(Category).max(2),
  type: EventType,
  status: ReportStatus,
  eventStart: Day,
  eventEnd: Day,
  grain: Grain,
  place: z.string().max(80).nullable(),
  series: z.string().max(80).nullable(),
  ordinal: z.int().min(1).max(999).nullable(),
  signature: MergeSignature,
});

/** What the classifier says of one report. A pure function of the report and the two versions. */
export const Verdict = z
  .object({
    relevant: z.boolean(),
    p: z.number().min(0).max(1),
    z: z.number().meta({ description: 'The score: the sum of the weights of the evidence.' }),
    lang: Language,
    category: Category.nullable(),
    secondary: z.array(Category).max(2),
    type: EventType.nullable(),
    runnerUp: EventType.nullable(),
    status: ReportStatus.nullable(),
    eventStart: Day.nullable(),
    eventEnd: Day.nullable(),
    grain: Grain.nullable(),
    dateBasis: z
      .object({ from: z.enum(['text', 'publication']), text: z.string().max(120).nullable() })
      .nullable()
      .meta({ description: 'The words that the date was read from, or that publication stood in for them.' }),
    place: z.string().max(80).nullable(),
    series: z
      .string()
      .max(80)
      .nullable()
      .meta({ description: 'The name of a recurring drill, patrol or meeting.' }),
    ordinal: z.int().min(1).max(999).nullable(),
    actors: z.array(Actor).max(40),
    track: Track.nullable(),
    wedge: z.string().max(40).nullable().meta({ description: 'For frictions: the wedge it is about.' }),
    signature: MergeSignature.nullable(),
    suggestion: Suggestion.optional(),
    evidence: z.array(Evidence).max(200),
    lexiconVersion: z.string().max(40),
    modelVersion: z.string().max(40),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof Verdict>;

/** What the classifier is given: text as an outlet sent it. `published` is an ISO 8601 instant. */
export type ReportText = {
  title: string;
  summary: string;
  published: string | null;
  outlet?: string | undefined;
  lang?: Language | undefined;
};
