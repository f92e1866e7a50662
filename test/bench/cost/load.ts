/** How much there is to do in a month of 30 days. */
export type Load = {
  sources: number;
  visitsPerSourceAndDay: number;
  /** Share of the visits that find a changed feed. */
  changed: number;
  reportsPerWeek: number;
  asidesPerWeek: number;
  readersPerDay: number;
  requestsPerReader: number;
  subscribers: number;
  /** Events on record, for what is kept. */
  events: number;
};

/** 60 sources every 15 minutes, 50 events a week of six reports each, 1,000 readers a day, 500 subscribers. */
export const USUAL: Load = {
  sources: 60,
  visitsPerSourceAndDay: 96,
  changed: 0.4,
  reportsPerWeek: 300,
  asidesPerWeek: 300,
  readersPerDay: 1000,
  requestsPerReader: 6,
  subscribers: 500,
  events: 5000,
};

/** The same, `times` as much of everything that grows; sources are as many as there are outlets, at most 5,000. */
export const grown = (load: Load, times: number): Load => ({
  ...load,
  sources: Math.min(5000, load.sources * times),
  reportsPerWeek: load.reportsPerWeek * times,
  asidesPerWeek: load.asidesPerWeek * times,
  readersPerDay: load.readersPerDay * times,
  subscribers: load.subscribers * times,
  events: load.events * times,
});
