import type { Report } from '../../shared/events/report.ts';

const actors = (['RU', 'CN'] as const).map((side) => ({ id: `${side}.HEAD`, side, name: `Head of ${side}` }));

/** A made-up report of a meeting that no seed row tells of. */
export const reportOfSummit: Report = {
  id: `r${'0'.repeat(24)}`,
  sourceId: 'made-up',
  outlet: 'Made Up Times',
  group: 'private',
  url: 'https://example.org/1',
  title: 'Leaders shake hands',
  summary: '',
  published: '2026-03-02T10:00:00.000Z',
  firstSeen: '2026-03-02T10:05:00.000Z',
  contentHash: '1',
  version: 1,
  verdict: {
    relevant: true,
    p: 0.95,
    z: 3,
    lang: 'en',
    category: 'diplomatic',
    secondary: [],
    type: 'summit',
    runnerUp: null,
    status: 'done',
    eventStart: '2026-03-02',
    eventEnd: '2026-03-02',
    grain: 'day',
    dateBasis: { from: 'text', text: 'Monday' },
    place: 'Moscow',
    series: null,
    ordinal: null,
    actors,
    track: null,
    wedge: null,
    signature: { family: 'TALKS', branch: null, principals: actors.map(({ id }) => id), key: null },
    evidence: [],
    lexiconVersion: '1',
    modelVersion: '1',
  },
};
