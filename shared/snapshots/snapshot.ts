import * as z from 'zod';

/** The files of a snapshot. The lines are written first; every other file follows from them. */
export const SNAPSHOT_FILES = {
  lines: { name: 'events.ndjson', type: 'application/x-ndjson; charset=utf-8' },
  table: { name: 'events.csv', type: 'text/csv; charset=utf-8; header=present' },
} as const;

const Count = z.int().min(0).max(999_999_999_999);

export const SnapshotFile = z.object({
  name: z.enum([SNAPSHOT_FILES.lines.name, SNAPSHOT_FILES.table.name]),
  type: z.string().max(100).meta({ description: 'Its media type.' }),
  bytes: Count.meta({ description: 'Its size.' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .max(64)
    .meta({ description: 'SHA-256 of its bytes in hex.' }),
});
export type SnapshotFile = z.infer<typeof SnapshotFile>;

/** The whole record on one day, as files that never change. */
export const Snapshot = z.object({
  date: z.iso.date().meta({ description: 'The day on which it was written, UTC.' }),
  events: Count.meta({ description: 'Events in each file, telegrams included.' }),
  licence: z.string().max(40),
  files: z.array(SnapshotFile).min(1).max(10),
});
export type Snapshot = z.infer<typeof Snapshot>;
