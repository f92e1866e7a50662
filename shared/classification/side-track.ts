import type { Mark } from './marks.ts';
import { allMarks, hasClass, namesBoth, type Reading } from './reading.ts';
import type { Track } from './verdict.ts';

const RELATION =
  /no[- ]limits?|rock[- ]solid|unprecedented (?:level|high)|(?:ties|relations|partnership|friendship|cooperation) (?:\w+ ){0,4}(?:solid|strong|best|higher?|highest|unbreakable|deepen|stronger|not an alliance|model)|best (?:in|point) (?:\w+ ){0,3}history|отношени\p{L}+ .{0,50}(?:уровн|беспрецедент|лучш|образц|прочн|крепк)|партн[её]рств\p{L}+ .{0,40}(?:стратег|безграничн|прочн)|中俄关系|两国关系.{0,20}(?:高|好|牢|典范)|上不封顶/iu;
const FRICTION =
  /close[sd]? (?:\w+ ){0,2}border|rival|distrust|mistrust|friction|junior partner|vassal|tension|wary|uneasy|refus(?:es|ed)|dispute|territor\w+ (?:claim|map)|ban(?:s|ned)? |стоп|запре|соперничеств|разноглас|недоволь|отказал|территориальн\p{L}+ (?:спор|претенз)|关闭边境|分歧|矛盾|竞争|拒绝|领土|附庸/iu;
const WATCH =
  /sanction|blacklist|indict|charged|consider(?:s|ing)|weigh(?:s|ing)|lethal|could (?:supply|send|provide)|may (?:supply|send|provide)|warn(?:s|ed)|den(?:y|ies|ied)|reject|export control|санкци|опроверг|отверг|предупре|制裁|否认|考虑|警告|驳斥/iu;

const WEDGES: [string, RegExp][] = [
  [
    'Central Asia',
    /central asia|kazakh|uzbek|kyrgyz|tajik|средн\p{L}+ ази|центральн\p{L}+ ази|казахстан|中亚|哈萨克/iu,
  ],
  ['Arctic', /arctic|арктик|北极/iu],
  ['junior partner', /junior partner|vassal|subordinat|dependen|младш\p{L}+ партн|вассал|附庸/iu],
  ['territory', /territor|border|map\b|land claim|far east|границ|территор|边境|领土|海参崴/iu],
  [
    'alliance refused',
    /not (?:an )?all(?:y|iance)|refus\w+ (?:to )?(?:ally|support|recogni)|не союз|不结盟/iu,
  ],
  ['war', /ukrain|war\b|nuclear|invasion|украин|войн|乌克兰|战争/iu],
];

const SPEAKER = /^(RU|CN)\.(HEAD|PM|MFA|SPOX)$/;
const GOODS = /arm|weapon|aid|sanction|suppl|оруж|помощ|санкц|武器|援|制裁/iu;

/** A side track is recognised and kept apart; it never counts as cooperation (codebook, side tracks). */
export const trackOf = (reading: Reading): Track | null => {
  const { title } = reading;
  const all = allMarks(reading);
  if (!namesBoth(all)) return null;
  if (namesBoth(title.marks) && FRICTION.test(title.text)) return 'friction';
  if (RELATION.test(title.text) && speaks(all) && !hasClass(title.marks, 'OPINION')) return 'statement';
  return WATCH.test(title.text) && GOODS.test(title.text) ? 'watch' : null;
};

const speaks = (marks: Mark[]): boolean =>
  marks.some(({ actors }) => actors.some(({ id }) => SPEAKER.test(id)));

/** Which of the article's wedges a friction is about. */
export const wedgeOf = (title: string, summary: string): string =>
  WEDGES.find(([, words]) => words.test(`${title} ${summary.slice(0, 300)}`))?.[0] ?? 'other';
