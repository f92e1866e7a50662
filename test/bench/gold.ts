import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ReportText } from '../../shared/classification/verdict.ts';

const GoldItem = z.object({
  id: z.string(),
  lang: z.enum(['en', 'ru', 'zh']),
  title: z.string(),
  summary: z.string().nullish(),
  published: z.string().nullish(),
  outlet: z.string().nullish(),
  label: z.object({
    relevant: z.boolean(),
    borderline: z.boolean(),
    category: z.string().nullable(),
    type: z.string().nullable(),
  }),
});
export type GoldItem = z.infer<typeof GoldItem>;

const ClusterItem = z.object({
  id: z.string(),
  event: z.string(),
  lang: z.enum(['en', 'ru', 'zh']),
  outlet: z.string(),
  title: z.string(),
  summary: z.string(),
  published: z.string(),
});
export type ClusterItem = z.infer<typeof ClusterItem>;

/** A file of one JSON value a line, each checked. */
export const jsonLines = <T>(schema: z.ZodType<T>, file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));

/** Labelled items of outlets; they lie outside the project, since their texts belong to the outlets. */
export const goldDir = (): string | undefined => {
  const dir = process.env.AMUR_GOLD_DIR;
  return dir && existsSync(join(dir, 'dev.jsonl')) ? dir : undefined;
};

export const devItems = (dir: string): GoldItem[] => jsonLines(GoldItem, join(dir, 'dev.jsonl'));
export const clusterItems = (dir: string): ClusterItem[] =>
  jsonLines(ClusterItem, join(dir, 'clusters-dev.jsonl'));

const zoned = (text: string): string =>
  /([zZ]|[+-]\d\d:?\d\d)$/.test(text)
    ? text
    : `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : 'T00:00:00Z'}`;

export const instantOf = (published: string | null | undefined): string | null =>
  published ? new Date(zoned(published)).toISOString() : null;

export const textOf = ({
  title,
  summary,
  published,
}: Pick<GoldItem, 'title' | 'summary' | 'published'>): ReportText => ({
  title,
  summary: summary ?? '',
  published: instantOf(published),
});
