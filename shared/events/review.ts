import * as z from 'zod';
import { AppError } from '../platform/app-error.ts';
import { placeOfAside } from './aside-store.ts';
import { type RecordPorts, recordReport } from './record-report.ts';
import type { Report } from './report.ts';
import type { Ruling } from './ruling.ts';

/** The queue's name of a report: its day and its id. */
export const QueueId = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}-r[0-9a-f]{24}$/, 'the id of an item of the queue is expected');

export const queueIdOf = (report: Report): string => placeOfAside(report).replace('#', '-');

/** Where that report lies among those set aside. */
export const placeOf = (queueId: string): string => `${queueId.slice(0, 10)}#${queueId.slice(11)}`;

/** A report of the queue, or one that was rejected. */
export const queued = async (
  { asides }: Pick<RecordPorts, 'asides'>,
  queueId: string,
): Promise<Report | undefined> =>
  (await asides.get('review', placeOf(queueId))) ?? (await asides.get('rejected', placeOf(queueId)));

export type Ruled = { outcome: 'done' | 'unchanged'; eventId: string | null };

/**
 * Carries out what a person ruled about a report of the queue. An accepted one makes or joins an event as any report
 * would; a rejected one makes none, in whatever version it comes again and whatever a classifier will say. The ruling is
 * written first and the queue put in order after it, so that a crash between the two ends with the same call again.
 * @throws AppError NotFound for what does not wait, Unprocessable where no kind of act is known, Conflict where a report
 *   is part of an event already and is to be rejected (split or retract the event instead).
 */
export const rule = async (
  ports: RecordPorts,
  queueId: string,
  ruling: Omit<Ruling, 'at'>,
): Promise<Ruled> => {
  const report = await queued(ports, queueId);
  if (!report) return ruledBefore(ports, queueId, ruling);
  const at = ports.clock().toISOString();
  const ruled =
    ruling.decision === 'accept'
      ? await accept(ports, report, { ...ruling, at })
      : await reject(ports, report, { ...ruling, at });
  await ports.asides.remove('review', placeOf(queueId));
  if (ruling.decision === 'accept') await ports.asides.remove('rejected', placeOf(queueId));
  return ruled;
};

const ruledBefore = async (
  { events }: RecordPorts,
  queueId: string,
  { decision }: Omit<Ruling, 'at'>,
): Promise<Ruled> => {
  const known = await events.known(`R#${queueId.slice(11)}`);
  if (!known?.ruling) throw new AppError('NotFound', `Nothing waits under ${queueId}.`);
  if (known.ruling.decision !== decision)
    throw new AppError('Conflict', `${known.ruling.by} accepted the report; correct the event instead.`);
  return { outcome: 'unchanged', eventId: known.eventId || null };
};

const accept = async (ports: RecordPorts, report: Report, ruling: Ruling): Promise<Ruled> => {
  const recorded = await recordReport(ports, report, ruling);
  if (!('eventId' in recorded))
    throw new AppError('Unprocessable', 'No kind of act is known of the report: set its type.');
  return { outcome: recorded.outcome === 'known' ? 'unchanged' : 'done', eventId: recorded.eventId };
};

const reject = async ({ events, asides }: RecordPorts, report: Report, ruling: Ruling): Promise<Ruled> => {
  for (;;) {
    const seq = await events.settle();
    const known = await events.known(`R#${report.id}`);
    if (known?.eventId)
      throw new AppError('Conflict', `The report is part of ${known.eventId}; split or retract that event.`);
    if (known?.ruling?.decision === 'reject') return { outcome: 'unchanged', eventId: null };
    const { contentHash, version } = report;
    const kept = { [`R#${report.id}`]: { eventId: '', contentHash, version, ruling } };
    if ((await events.commit(seq, ruling.at, [], kept)) === 'conflict') continue;
    await asides.put('rejected', report);
    return { outcome: 'done', eventId: null };
  }
};
