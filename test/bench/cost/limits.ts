import type { Load } from './load.ts';
import type { Work } from './measure-work.ts';

const WEEK = 7 * 86_400;
const PARTITION_WRITES = 1000; // units a second that one partition key takes
const PEAK = 20; // a busy hour against the week's mean

/** How much of what a part can take is used at the week's peak, and what lifts the limit. */
export type Limit = { what: string; used: number; lift: string };

/** What gives way first, the fullest first. */
export const limitsOf = (load: Load, work: Work): Limit[] => {
  const reports = ((load.reportsPerWeek + load.asidesPerWeek) / WEEK) * PEAK;
  const visits = (load.sources * load.visitsPerSourceAndDay) / 86_400;
  const requests = ((load.readersPerDay * load.requestsPerReader) / 86_400) * PEAK;
  const decisions = (load.reportsPerWeek / WEEK) * PEAK;
  const all = [
    {
      what: 'the journal: every change of the record passes one item',
      used: (decisions * work.joinedReport.writes * 0.5) / PARTITION_WRITES,
      lift: 'a journal for each family of events',
    },
    {
      what: 'recorders: four at a time',
      used: (reports * work.joinedReport.milliseconds) / 1000 / 4,
      lift: 'more of them: maxConcurrency of the reports queue',
    },
    {
      what: 'visitors: five batches of five at a time, two seconds each',
      used: visits / 12.5,
      lift: 'maxConcurrency of the visits queue',
    },
    {
      what: 'one partition that lists all sources, read whole by each plan (1 MB a page)',
      used: load.sources / 5000,
      lift: 'sources by the hour at which they are due',
    },
    {
      what: 'the API: 50 requests a second',
      used: requests / 50,
      lift: 'a higher throttle, and a longer life in the cache',
    },
    {
      what: 'a fresh API process reads the whole record: two seconds of work',
      used: (work.coldPage.milliseconds * (load.events / work.eventsKept)) / 2000,
      lift: 'counts by month kept in the table, and a snapshot of the record as a file',
    },
  ];
  return all.sort((a, b) => b.used - a.used);
};
