import * as z from 'zod';

/** Who runs an outlet; state outlets are told apart, since an event may be known from them alone. */
export const SourceGroup = z
  .enum([
    'state',
    'government',
    'private',
    'independent',
    'western',
    'regional',
    'analysis',
    'defence',
    'aggregator',
    'other',
  ])
  .meta({ id: 'SourceGroup' });
export type SourceGroup = z.infer<typeof SourceGroup>;

/** A row of seed/sources.json or of the file that AMUR_SOURCES names. */
export const Source = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
    outlet: z.string().min(1).max(120),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    lang: z.string().min(2).max(8),
    group: SourceGroup,
    on: z.boolean(),
    offset: z.int().min(-720).max(840).meta({ description: 'Minutes from UTC for dates without a zone.' }),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

/** What is remembered of a source between two visits. All times are ISO 8601 instants, UTC. */
export const SourceState = z.object({
  sourceId: z.string(),
  nextVisit: z.iso.datetime(),
  lastVisit: z.iso.datetime().nullable(),
  lastSuccess: z.iso.datetime().nullable(),
  lastFailure: z.object({ at: z.iso.datetime(), reason: z.string().max(300) }).nullable(),
  failures: z.int().min(0).meta({ description: 'Failures in a row.' }),
  disabled: z.string().max(300).nullable().meta({ description: 'Why it is no longer visited (410 Gone).' }),
  etag: z.string().max(500).nullable(),
  lastModified: z.string().max(100).nullable(),
  bodyHash: z.string().nullable(),
  movedTo: z.object({ url: z.string(), since: z.iso.datetime(), times: z.int() }).nullable(),
  seen: z.array(z.string()).meta({ description: 'Fingerprints of the items in the body read last.' }),
  itemsRead: z.int().min(0),
  newestItem: z.iso.datetime().nullable(),
  itemsPerDay: z.number().min(0).nullable(),
  asks: z
    .number()
    .min(0)
    .default(0)
    .meta({ description: 'Seconds between two visits that the feed itself asks for; 0: none.' }),
  leaseUntil: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'One visit at a time: held while a visit runs.' }),
});
export type SourceState = z.infer<typeof SourceState>;
