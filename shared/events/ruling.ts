import * as z from 'zod';
import { familyOf } from '../classification/family.ts';
import { categoryOf, Day, EventType, ReportStatus } from '../classification/verdict.ts';
import type { Report } from './report.ts';

/** What a person decided about a report that the classifier was unsure of; it outlives new versions and classifiers. */
export const Ruling = z.object({
  decision: z.enum(['accept', 'reject']),
  by: z.string().min(1).max(80),
  reason: z.string().min(3).max(300),
  at: z.iso.datetime(),
  /** What the person coded otherwise than suggested. */
  set: z
    .strictObject({
      type: EventType,
      status: ReportStatus,
      eventStart: Day,
      eventEnd: Day,
      place: z.string().max(80).nullable(),
    })
    .partial()
    .default({}),
});
export type Ruling = z.infer<typeof Ruling>;

/**
 * The report as its ruling has it. An accepted one tells of an event, coded as the classifier does or would, and as the
 * person set; what nobody says is that of the day of publication. `undefined` where no kind of act is known.
 */
export const asRuled = (report: Report, ruling: Ruling | undefined): Report | undefined => {
  if (!ruling) return report;
  if (ruling.decision === 'reject') return undefined;
  const { verdict } = report;
  const suggested = verdict.relevant ? verdict : verdict.suggestion;
  const type = ruling.set.type ?? suggested?.type;
  if (!type) return undefined;
  const told = (report.published ?? report.firstSeen).slice(0, 10);
  const eventStart = ruling.set.eventStart ?? suggested?.eventStart ?? told;
  const eventEnd = later(
    ruling.set.eventEnd ?? (ruling.set.eventStart ? eventStart : suggested?.eventEnd),
    eventStart,
  );
  const dated = ruling.set.eventStart !== undefined;
  const signature = suggested?.signature;
  const sameKind = signature?.family === familyOf(type);
  return {
    ...report,
    verdict: {
      ...verdict,
      relevant: true,
      track: null,
      category: categoryOf(type),
      secondary: suggested?.secondary ?? [],
      type,
      status: ruling.set.status ?? suggested?.status ?? 'done',
      eventStart,
      eventEnd,
      grain: dated || !suggested?.grain ? (eventStart === eventEnd ? 'day' : 'period') : suggested.grain,
      dateBasis: dated
        ? { from: 'text', text: null }
        : (verdict.dateBasis ?? { from: 'publication', text: null }),
      place: ruling.set.place === undefined ? (suggested?.place ?? null) : ruling.set.place,
      series: suggested?.series ?? null,
      ordinal: suggested?.ordinal ?? null,
      signature: {
        family: familyOf(type),
        branch: signature?.branch ?? null,
        principals: signature?.principals ?? verdict.actors.map(({ id }) => id).slice(0, 20),
        key: sameKind && !dated ? (signature?.key ?? null) : null,
      },
    },
  };
};

const later = (day: string | null | undefined, than: string): string => (day && day > than ? day : than);
