import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  EventType,
  Language,
  ReportStatus,
  type ReportText,
  Track,
} from '../../shared/classification/verdict.ts';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import { devItems, instantOf, jsonLines, textOf } from './gold.ts';

/** A label of test/fixtures/labels; its README tells what each field means. */
const Label = z.object({
  id: z.string(),
  reader: z.enum(['first', 'second', 'third', 'fourth', 'fifth']),
  blind: z.boolean().default(false),
  near: z.boolean().default(false),
  relevant: z.boolean(),
  borderline: z.boolean(),
  type: EventType.nullable().default(null),
  status: ReportStatus.nullable().default(null),
  start: z.string().nullable().default(null),
  end: z.string().nullable().default(null),
  track: Track.nullable().default(null),
  settled: z
    .object({
      relevant: z.boolean(),
      type: EventType.nullable().default(null),
      status: ReportStatus.nullable().default(null),
    })
    .optional(),
});

/** A text with what it should be read as, from one of the sets that accuracy is measured on. */
export type Labelled = {
  id: string;
  set: 'dev' | 'own' | 'near' | 'blind' | 'made up';
  lang: Language;
  text: ReportText;
  relevant: boolean;
  borderline: boolean;
  type: EventType | null;
  status: ReportStatus | null;
  start: string | null;
  end: string | null;
  track: Track | null;
  /** Whether the reader noted side tracks. */
  tracked: boolean;
};

// From here and from the bundle in .build/bench alike.
const FIXTURES = new URL('../../test/fixtures/', import.meta.url).pathname;
const UNKNOWN = { status: null, start: null, end: null, track: null, tracked: false };

/** The development set: one annotator, no status and no dates. */
export const devLabelled = (dir: string): Labelled[] =>
  devItems(dir).map((item) => ({
    ...UNKNOWN,
    id: item.id,
    set: 'dev',
    lang: item.lang,
    text: textOf(item),
    relevant: item.label.relevant,
    borderline: item.label.borderline,
    type: EventType.nullable().parse(item.label.type),
  }));

/** Our own labels, with the texts from the pool and the replay; what cannot be found is left out. */
export const ownLabelled = async (dir: string): Promise<Labelled[]> => {
  const labels = jsonLines(Label, join(FIXTURES, 'labels/labels.jsonl'));
  const texts = new Map([...poolTexts(dir), ...(await replayTexts(dir, labels))]);
  return labels.flatMap(({ id, blind, near, reader, settled, ...label }): Labelled[] => {
    const found = texts.get(id);
    return found
      ? [
          {
            id,
            set: blind ? 'blind' : near ? 'near' : 'own',
            ...found,
            ...label,
            ...settled,
            tracked: reader === 'first',
          },
        ]
      : [];
  });
};

type Text = { lang: Language; text: ReportText };

const PoolItem = z.object({
  id: z.string(),
  lang: Language,
  title: z.string(),
  summary: z.string().nullish(),
  published: z.string().nullish(),
});

const poolTexts = (dir: string): [string, Text][] =>
  jsonLines(PoolItem, join(dir, 'pool.jsonl')).map(({ id, lang, title, summary, published }) => [
    id,
    { lang, text: { title, summary: summary ?? '', published: instantOf(published) } },
  ]);

/** Items of the replay by FILE#GUID, from the files that labels name. */
const replayTexts = async (dir: string, labels: { id: string }[]): Promise<[string, Text][]> => {
  const files = new Set(labels.flatMap(({ id }) => (id.includes('#') ? [id.slice(0, id.indexOf('#'))] : [])));
  const texts: [string, Text][] = [];
  for (const file of files) {
    const path = join(dir, '../feeds/replay', file);
    const feed = existsSync(path) ? await parseFeed(readFileSync(path)) : { items: [] };
    if ('items' in feed)
      for (const { id, title, summary, published } of feed.items)
        texts.push([`${file}#${id}`, { lang: langOf(title), text: { title, summary, published } }]);
  }
  return texts;
};

const langOf = (title: string): Language =>
  /\p{Script=Han}/u.test(title) ? 'zh' : /\p{Script=Cyrillic}/u.test(title) ? 'ru' : 'en';

const MadeUp = z.object({
  id: z.string(),
  lang: Language,
  type: EventType,
  status: ReportStatus.nullable().default(null),
  relevant: z.boolean(),
  title: z.string(),
});

/** Items in our own words, each type in three languages, with hard negatives. */
export const madeUpItems = (): Labelled[] =>
  readdirSync(join(FIXTURES, 'items'))
    .sort()
    .flatMap((file) => jsonLines(MadeUp, join(FIXTURES, 'items', file)))
    .map(({ id, lang, type, status, relevant, title }) => ({
      ...UNKNOWN,
      id,
      set: 'made up',
      lang,
      text: { title, summary: '', published: '2024-05-15T00:00:00.000Z' },
      relevant,
      borderline: false,
      type: relevant ? type : null,
      status,
    }));
