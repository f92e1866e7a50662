import { addDays } from './calendar.ts';
import type { EventDate } from './event-date.ts';
import statusWeights from './lexicon/status-weights.json' with { type: 'json' };
import type { Mark } from './marks.ts';
import { type Field, hasClass, type Reading } from './reading.ts';
import { typeFeaturesOf } from './type-features.ts';
import type { EventType, ReportStatus } from './verdict.ts';

export const STATUSES: ReportStatus[] = ['announced', 'expected', 'under way', 'done', 'alleged'];

/** Acts that last: while nothing says that they are over, they go on. */
const LASTS = new Set<EventType>(['visit', 'joint_exercise', 'port_visit']);
/** Types where a third party's word that it happened is all there may be (codebook, "alleged"). */
const HIDDEN = new Set<EventType>(['arms_transfer', 'technology', 'payment_currency', 'energy']);
const HEARSAY = /\b(?:reportedly|allegedly|leaked|secretly|covertly)\b|якобы|утечк|据称|泄露/iu;
const VAGUE =
  /\b(?:expected to|plans? to|planning|preparing|could|may|hopes? to|proposed|possible)\b|планиру|может |возможн|готовится|预计|计划|拟|可能|有望/iu;
/** What a headline tells as over: Russian does so by the aspect of its verbs, so that no word of ending is needed. */
const OVER =
  /(?<!\p{L})(?:прошл[иао]|состоял(?:ся|ась|ось|ись)|провели|провел[ао]?|приезжал|побывал|находился с)(?!\p{L})|举行了|圆满/u;
const OFFICIAL =
  /\b(?:announce|confirm|ministry|kremlin|will |to (?:visit|meet|hold|sign|travel))|объяв|подтверд|мид |кремл|外交部|宣布|将/iu;

/** How firmly the act is told, by the rules: what lies ahead, what is hearsay, what goes on, else done. */
export const handStatus = (reading: Reading, type: EventType): ReportStatus => {
  const { title, summary } = reading;
  if (type === 'trade_figures') return 'done';
  const main = title.clauses.filter(({ sub }) => !sub).flatMap(({ marks }) => marks);
  const lead = summary.clauses[0]?.marks ?? [];
  const told = [...main, ...lead];
  if (HEARSAY.test(title.text) || (HIDDEN.has(type) && hasClass(told, 'ALLEGED'))) return 'alleged';
  if (hasClass(main, 'END') || OVER.test(title.text)) return 'done';
  if (liesAhead(main, lead, reading))
    return VAGUE.test(title.text) && !OFFICIAL.test(`${title.text} ${summary.text}`)
      ? 'expected'
      : 'announced';
  if (LASTS.has(type)) return hasClass(told, 'END') ? 'done' : 'under way';
  return hasClass(main, 'ONGOING') ? 'under way' : 'done';
};

/** A word of what is to come, in the headline, or in the lead where the headline has no verb of its own. */
const liesAhead = (main: Mark[], lead: Mark[], { title }: Reading): boolean => {
  if (infinitiveHeadline(title)) return true;
  if (hasClass(main, 'FUTURE')) return true;
  if (hasClass(main, 'INVITE') && !hasClass(main, 'MEET')) return !/应.{0,24}邀/u.test(title.text);
  const verbs = main.some(({ classes }) => classes.some((name) => VERBS.has(name)));
  return !verbs && hasClass(lead, 'FUTURE') !== undefined;
};
/** "Beijing, Moscow to establish …": in headlines an infinitive after a party is a plan. */
const infinitiveHeadline = ({ marks, tokens }: Field): boolean =>
  marks.some(({ actors, to }) => {
    const [word, verb] = [tokens[to], tokens[to + 1]];
    return (
      actors.length > 0 &&
      word?.key === 'to' &&
      verb?.kind === 'word' &&
      verb.raw === verb.key &&
      !ARTICLES.has(verb.key)
    );
  });
const ARTICLES = new Set(['the', 'a', 'an', 'its', 'his', 'their', 'help']);

const VERBS = new Set([
  'MEET',
  'VISIT',
  'HOLD',
  'BEGIN',
  'SIGN',
  'CALL',
  'HOST',
  'TALK',
  'AGREE',
  'DISCUSS',
  'TRANSFER',
  'MESSAGE',
  'SAY',
]);

/** What is dated after its report lies ahead, however it is told: "heads to Russia on Monday". */
export const statusOn = (
  status: ReportStatus,
  { eventStart, dateBasis }: Pick<EventDate, 'eventStart' | 'dateBasis'>,
  reading: Reading,
): ReportStatus => {
  if (!reading.day || (status !== 'done' && status !== 'under way')) return status;
  if (dateBasis.text === 'dateline') return status; // an agency's clock, not a plan
  // Chinese outlets date by Beijing, whose day begins eight hours before that of the time of publication.
  const last = reading.language === 'zh' ? addDays(reading.day, 1) : reading.day;
  return eventStart > last ? 'announced' : status;
};

/** What the status is learnt from, beside the rules' word. */
export const statusFeaturesOf = (reading: Reading, type: EventType): string[] => [
  `type ${type}`,
  ...typeFeaturesOf(reading).filter((name) => !name.includes('pair')),
];

const LEARNT = statusWeights.weights as Record<string, Partial<Record<ReportStatus, number>>>;

/** The rules' word, weighed against what labelled items taught. */
export const statusOf = (reading: Reading, type: EventType): ReportStatus => {
  const hand = handStatus(reading, type);
  if (type === 'trade_figures') return hand;
  const features = statusFeaturesOf(reading, type);
  const scoreOf = (status: ReportStatus): number =>
    features.reduce(
      (sum, name) => sum + (LEARNT[name]?.[status] ?? 0),
      status === hand ? statusWeights.hand : 0,
    );
  return STATUSES.reduce((best, status) => (scoreOf(status) > scoreOf(best) ? status : best));
};
