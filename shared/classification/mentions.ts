import actors from './lexicon/actors.json' with { type: 'json' };
import type { Actor, Language, Side } from './verdict.ts';

type Entry = (typeof actors.actors)[number] & { from?: string; to?: string };

/** A place in the text where a party is named. */
export type Mention = { start: number; end: number; text: string; actor: Actor };

/** Words that name both sides at once, and look-alikes that name neither. */
const JOINT: Record<Language, RegExp> = {
  en: /\b(?:sino[-–‑ ]russian|russo[-–‑ ]chinese|(?:china|chinese|beijing|xi|prc)[-–‑/ ]{1,3}(?:russian?|moscow|putin)\b|(?:russian?|moscow|putin)[-–‑/ ]{1,3}(?:china|chinese|beijing|xi)\b)/gi,
  ru: /(?:российско|русско|китайско)[-–‑](?:китайск|российск|русск)\p{L}*|(?:Росси[яией]+|Москв[аыеой]+)\s?[-–—]\s?(?:Кита[йяею]м?|Пекин\p{L}*)|(?:РФ|Росси[яией]+) и (?:КНР|Кита[йяеюм]+)/giu,
  zh: /中俄|俄中|中、俄|俄、中/g,
};
const NOISE: Record<Language, RegExp> = {
  en: /China Open|South China Sea|South China Morning Post|East China Sea|Little Russia|New Russia|China(?:town)|Indochina|White Russia|fine china|Xi(?:['’]an)|Kremlin critic/g,
  ru: /Шанхайск\p{L}* организаци\p{L}*|Белорусси\p{L}*|Белорус\p{L}*|Китай-город\p{L}*/gu,
  zh: /白俄罗斯|俄亥俄|俄勒冈|中国银行业|东中国海|波兰中|俄克拉/g,
};

type Alias = { source: string; entry: Entry };

const sourceOf: Record<Language, (alias: string) => string> = {
  en: (alias) => `(?<![\\w-])(?:${alias})(?![\\w])`,
  // Aliases that begin small stand at the head of a sentence too.
  ru: (alias) => {
    const first = alias[0] ?? '';
    const head = first !== first.toUpperCase() ? `[${first}${first.toUpperCase()}]${alias.slice(1)}` : alias;
    return `(?<!\\p{L})(?:${head.replaceAll('@', '\\p{L}*')})\\p{L}{0,4}(?!\\p{L})`;
  },
  zh: (alias) => `(?:${alias})`,
};

class Finder {
  private readonly pattern: RegExp;
  private readonly byText = new Map<string, Entry[]>();
  private readonly aliases: { exact: RegExp; entry: Entry }[];

  constructor(language: Language) {
    const list: Alias[] = (actors.actors as Entry[]).flatMap((entry) =>
      entry[language].map((alias) => ({ source: sourceOf[language](alias), entry })),
    );
    // Longest first, so that a person's office is read before the country in it.
    list.sort((a, b) => b.source.length - a.source.length);
    const flags = language === 'ru' ? 'u' : '';
    this.pattern = new RegExp(list.map(({ source }) => source).join('|'), `g${flags}`);
    this.aliases = list.map(({ source, entry }) => ({ exact: new RegExp(`^(?:${source})$`, flags), entry }));
  }

  *find(text: string): Generator<{ start: number; end: number; text: string; entries: Entry[] }> {
    this.pattern.lastIndex = 0;
    for (let match = this.pattern.exec(text); match; match = this.pattern.exec(text)) {
      yield {
        start: match.index,
        end: match.index + match[0].length,
        text: match[0],
        entries: this.entriesOf(match[0]),
      };
    }
  }

  /** All offices that a text stands for: one name may have held several. */
  private entriesOf(text: string): Entry[] {
    const known = this.byText.get(text);
    if (known) return known;
    const matching = this.aliases.filter(({ exact }) => exact.test(text)).map(({ entry }) => entry);
    const first = matching[0];
    const entries = matching.filter(({ name, side }) => name === first?.name && side === first?.side);
    if (this.byText.size < 5000) this.byText.set(text, entries);
    return entries;
  }
}

const finders: Partial<Record<Language, Finder>> = {};
const finderOf = (language: Language): Finder => {
  finders[language] ??= new Finder(language);
  return finders[language];
};

/** The office held on a day; where none fits, the latest that the lexicon knows. */
const heldOn = (entries: Entry[], day: string): Entry | undefined =>
  entries.find(({ from = '', to = '9999' }) => day >= from && day <= to) ?? entries.at(-1);

const BOTH: Actor[] = [
  { id: 'RU.STATE', side: 'RU', name: 'Russia' },
  { id: 'CN.STATE', side: 'CN', name: 'China' },
];

const blank = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (found) => ' '.repeat(found.length));

/** All parties named in a text, in order. @param day the day on which offices are read (publication). */
export const mentionsIn = (text: string, language: Language, day: string): Mention[] => {
  const clear = blank(text, NOISE[language]);
  const joint: Mention[] = [...clear.matchAll(JOINT[language])].flatMap((match) =>
    BOTH.map((actor) => ({ start: match.index, end: match.index + match[0].length, text: match[0], actor })),
  );
  const rest = joint.length > 0 ? blank(clear, JOINT[language]) : clear;
  const found: Mention[] = [];
  for (const { start, end, text: words, entries } of finderOf(language).find(rest)) {
    const entry = heldOn(entries, day);
    if (entry)
      found.push({
        start,
        end,
        text: words,
        actor: { id: entry.id, side: entry.side as Side, name: entry.name },
      });
  }
  return [...joint, ...found].sort((a, b) => a.start - b.start);
};

const GATE: Record<Language, { RU: RegExp; CN: RegExp }> = {
  en: {
    RU: /russia|moscow|kremlin|putin|lavrov|mishustin|shoigu|medvedev|gazprom|rosneft|rosatom|sino-russ|russo-|belousov|patrushev|vladivostok|roscosmos|sberbank|novatek|yeltsin|peskov|volodin|matviyenko|duma|sukhoi|novak/i,
    CN: /chin(?:a|ese)|beijing|\bxi\b|wang yi|li qiang|li keqiang|qin gang|sino-|shanghai|huawei|hu jintao|jiang zemin|wen jiabao|\bpla\b|cnpc|sinopec|prc\b|harbin|yuan|unionpay|li hui|dong jun|li shangfu|hong kong|zhang youxia|renminbi/i,
  },
  ru: {
    RU: /росси|москв|кремл|путин|лавров|мишустин|рф|шойгу|медведев|белоусов|русск|газпром|роснефт|росатом|патрушев|володин|матвиенко|владивосток|госдум|роскосмос|новак|минобороны|ельцин/i,
    CN: /кита|кнр|пекин|цзиньпин|ван и(?!\p{L})|ли цян|ли кэцян|поднебесн|шанхай(?!ск\p{L}+ организ)|ноак|юан|харбин|гонконг|хуавэй|цзиньтао|цзэминь|цзябао/iu,
  },
  zh: {
    RU: /俄|普京|普丁|莫斯科|克里姆林|拉夫罗夫|米舒斯京|梅德韦杰夫|绍伊古|卢布|叶利钦/,
    CN: /中|习|北京|华|我国|我军|王毅|李强|李克强|人民币|解放军|国务院|丁薛祥|韩正|赵乐际|上海|哈尔滨|央视|元首|国家主席|栗战书|汪洋|张高丽|温家宝|胡锦涛/,
  },
};

/** A cheap test that most items fail: does the text name anything of each side? */
export const passesGate = (text: string, language: Language): boolean => {
  const { RU, CN } = GATE[language];
  return RU.test(text) && CN.test(text);
};
