import * as z from 'zod';
import { Verdict } from '../classification/verdict.ts';
import { SourceGroup } from '../ingestion/source.ts';

/**
 * One item of an outlet's feed, as kept. The text is what a replay through a newer classifier needs and no more:
 * outlets' full texts are never stored, and summaries never leave the API.
 */
export const Report = z
  .object({
    id: z
      .string()
      .regex(/^r[0-9a-f]{24}$/)
      .meta({ description: 'Hash of the outlet and the identity of the item.' }),
    sourceId: z.string().max(80),
    outlet: z.string().min(1).max(120),
    group: SourceGroup,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable(),
    title: z.string().max(500),
    summary: z.string().max(600),
    published: z.iso.datetime().nullable(),
    firstSeen: z.iso.datetime(),
    contentHash: z
      .string()
      .meta({ description: 'Of title and summary: another hash is a new version of the report.' }),
    version: z.int().min(1),
    verdict: Verdict,
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

/** The message between ingest and record. */
export const RecordJob = z.object({ report: Report });
export type RecordJob = z.infer<typeof RecordJob>;
