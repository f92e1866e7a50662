import type { Mark } from './marks.ts';
import { allMarks, firstOfClass, namesBoth, type Reading } from './reading.ts';
import type { Track } from './verdict.ts';

/** A side track is recognised and kept apart; it never counts as cooperation (codebook, side tracks). */
export const trackOf = (reading: Reading): Track | null => {
  if (!namesBoth(allMarks(reading))) return null;
  if (isWatch(reading)) return 'watch';
  if (isFriction(reading)) return 'friction';
  return isStatement(reading) ? 'statement' : null;
};

const hasAny = (classes: Map<string, Mark>, names: string[]): boolean =>
  names.some((name) => classes.has(name));

const GOODS =
  /\b(?:lethal|arm(?:s|ing)?|weapons?|drones?|ammunition|munitions|military (?:aid|assistance|support)|nuclear weapons program|war (?:machine|effort))\b|оруж|дрон|беспилотник|военн\p{L}+ (?:помощ|технолог)|летальн|武器|军援|弹药|无人机|致命/iu;
const CHARGE = ['HYPO', 'DENY', 'SAY', 'SANCTION', 'ALLEGED', 'THIRD', 'FUTURE', 'WITHOUT', 'ASK'];
const LETHAL = /\blethal\b|\barm(?:s|ing)? Russia|nuclear weapons program|летальн|致命/iu;
const GIVES = ['TRANSFER', 'AID', 'HELP', 'ALLEGED', 'DENY'];
const HELPS = ['WEAPON', 'HELP', 'AID', 'TECH', 'O.FIRM', 'WAR'];

/** Charges, warnings, denials and penalties about what one side gives the other. */
const isWatch = ({ title, summary }: Reading): boolean => {
  const classes = firstOfClass(title.marks);
  const lead = [...title.marks, ...(summary.clauses[0]?.marks ?? [])];
  const given = LETHAL.test(title.text) || (GOODS.test(title.text) && hasAny(classes, GIVES));
  const told = namesBoth(title.marks) || (classes.has('CN') && namesBoth(lead));
  if (given && told && (hasAny(classes, CHARGE) || title.text.includes('?'))) return true;
  const penalty = classes.has('SANCTION') && (classes.has('THIRD') || namesBoth(title.marks));
  return penalty && namesBoth(lead) && hasAny(firstOfClass(lead), HELPS);
};

const STRAIN =
  /junior partner|vassal|\brival|mistrust|distrust|dispute|rolls? back|bargaining|(?<!no[- ])\blimits\b|\bdelay|over Russia\b|wary|uneas|младш\p{L}+ партн|соперни|разноглас|недовер|территориальн\p{L}+ (?:спор|претенз)|附庸|猜忌|裂痕|争端/iu;
const STOPPED =
  /suspend|halt|stop|close[sd]?\b|shuts?\b|\bban(?:s|ned)?\b|refus|reject|scrap|cut(?:s)? off|приостан|закры|запре|отказ|прекра|депорт|высыл|暂停|关闭|禁止|拒|停止|叫停|驱逐/iu;
const TIES = [
  'MOBILITY',
  'INFRA',
  'TRADE',
  'PAYMENT',
  'AGRI',
  'ENERGY',
  'TRANSFER',
  'INVEST',
  'GOODS',
  'FRICTION',
  'TECH',
];

/** What one side withholds from the other, or a strain between them, told of the two alone. */
const isFriction = ({ title }: Reading): boolean => {
  if (!namesBoth(title.marks)) return false;
  const classes = firstOfClass(title.marks);
  if (classes.has('THIRD') || classes.has('ESSAY')) return false;
  return STRAIN.test(title.text) || (STOPPED.test(title.text) && hasAny(classes, TIES));
};

const SPEAKERS = ['O.LEADER', 'O.MFA', 'O.SPOX'];
const RELATION =
  /ties|relations|partner|friend|cooperation|alliance|no[- ]limits?|отношени|партн[её]р|сотруднич|дружб|союз|关系|伙伴|合作|友/iu;

/** A leader or a foreign minister of one side speaks of the tie itself. */
const isStatement = ({ title }: Reading): boolean => {
  const speaker = title.marks.find(({ classes }) => classes.some((name) => SPEAKERS.includes(name)));
  if (!speaker || !RELATION.test(title.text) || !namesBoth(title.marks)) return false;
  const classes = firstOfClass(title.marks);
  if (classes.has('ESSAY') || classes.has('MEET')) return false;
  return classes.has('SAY') || /[:：–—]/.test(title.text);
};

const WEDGES: [string, RegExp][] = [
  [
    'Central Asia',
    /central asia|kazakh|uzbek|kyrgyz|tajik|средн\p{L}+ ази|центральн\p{L}+ ази|казахстан|中亚|哈萨克/iu,
  ],
  ['Arctic', /arctic|арктик|北极/iu],
  ['junior partner', /junior partner|vassal|subordinat|dependen|bargaining|младш\p{L}+ партн|вассал|附庸/iu],
  ['territory', /territor|border|map\b|land claim|far east|границ|территор|边境|领土|海参崴/iu],
  [
    'alliance refused',
    /not (?:an )?all(?:y|iance)|refus\w+ (?:to )?(?:ally|support|recogni)|rolls? back|не союз|不结盟/iu,
  ],
  ['war', /ukrain|war\b|nuclear|invasion|украин|войн|乌克兰|战争/iu],
];

/** Which of the article's wedges a friction is about. */
export const wedgeOf = (title: string, summary: string): string =>
  WEDGES.find(([, words]) => words.test(`${title} ${summary.slice(0, 300)}`))?.[0] ?? 'other';
