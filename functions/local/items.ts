import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Language, type ReportText } from '../../shared/classification/verdict.ts';
import { AppError } from '../../shared/platform/app-error.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** ISO 8601, `YYYY-MM-DD HH:MM:SS` or `YYYY-MM-DD`; UTC where no zone is named. */
const Published = z.string().transform((text, context) => {
  const zoned = DAY.test(text)
    ? `${text}T00:00:00Z`
    : MINUTE.test(text)
      ? `${text.replace(' ', 'T')}Z`
      : text;
  const instant = new Date(zoned);
  if (!Number.isNaN(instant.getTime())) return instant.toISOString();
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 40)}" is no date` });
  return z.NEVER;
});

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

/** One line of the input of `amur classify` and `amur merge`; unknown keys are ignored, null counts as absent. */
export const Item = z.object({
  id: z.union([z.string(), z.number().transform(String)]),
  title: z.string(),
  summary: optional(z.string()),
  published: optional(Published),
  outlet: optional(z.string()),
  lang: optional(z.string()),
  url: optional(z.string()),
});
export type Item = z.infer<typeof Item>;

/**
 * Reads all items before any is answered, so that bad input changes nothing and prints nothing.
 * @param file path of an NDJSON file; standard input when absent.
 * @throws AppError BadInput with the number of the line and what is wrong with it.
 */
export const readItems = (file: string | undefined): Item[] => {
  const items: Item[] = [];
  for (const [index, line] of readText(file).split('\n').entries()) {
    if (line.trim() !== '') items.push(parseLine(line, index + 1));
  }
  return items;
};

const readText = (file: string | undefined): string => {
  try {
    return readFileSync(file ?? 0, 'utf8');
  } catch (error) {
    throw new AppError('BadInput', `Cannot read ${file ?? 'standard input'}.`, { cause: error });
  }
};

const parseLine = (line: string, number: number): Item => {
  const parsed = Item.safeParse(json(line, number));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError(
    'BadInput',
    `Line ${number}: ${issue?.path.join('.') || 'the line'}: ${issue?.message}.`,
  );
};

const json = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    throw new AppError('BadInput', `Line ${number} is no JSON.`);
  }
};

export const textOf = ({ title, summary, published, outlet, lang }: Item): ReportText => ({
  title,
  summary: summary ?? '',
  published: published ?? null,
  outlet,
  lang: Language.safeParse(lang).data,
});
