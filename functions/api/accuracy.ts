import * as z from 'zod';

const Interval = z.object({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) });

/** One measured figure with the share of cases that it rests on. */
export const Figure = z.object({
  measure: z
    .enum([
      'precision',
      'recall',
      'f1',
      'category',
      'type',
      'date',
      'merge precision',
      'merge recall',
      'merge f1',
    ])
    .meta({ description: 'What was measured.' }),
  lang: z.enum(['all', 'en', 'ru', 'zh']),
  value: z.number().min(0).max(1),
  interval: Interval.nullable().meta({ description: '95 per cent, by bootstrap over the items.' }),
  of: z.int().min(0).max(1_000_000).meta({ description: 'Cases that the figure rests on.' }),
});

export const TestSet = z.object({
  name: z.string().max(80),
  items: z.int().min(0).max(1_000_000),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  labelled: z.string().max(300).meta({ description: 'By whom and how the labels were made.' }),
  seen: z.boolean().meta({ description: 'The classifier was developed on it: its figures flatter.' }),
  figures: z.array(Figure).max(100),
});

/** What the running classifier is worth, as measured. */
export const Accuracy = z
  .object({
    measuredOn: z.iso.date().nullable(),
    lexiconVersion: z.string().max(40),
    modelVersion: z.string().max(40),
    sets: z.array(TestSet).max(20),
    limits: z.array(z.string().max(300)).max(20),
  })
  .meta({ id: 'Accuracy' });
export type Accuracy = z.infer<typeof Accuracy>;
