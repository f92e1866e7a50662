import type { Deps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { articleRoutes } from './routes/article.ts';
import { changeRoutes } from './routes/changes.ts';
import { digestRoutes } from './routes/digests.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes, feedRoutes } from './routes/exports.ts';
import { snapshotFileRoutes, snapshotRoutes } from './routes/snapshots.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { statusRoutes } from './routes/status.ts';

/** The routes that answer JSON, with their exact types: what the typed client knows. */
export const jsonRoutes = (deps: Deps) =>
  [
    ...eventRoutes(deps),
    ...changeRoutes(deps),
    ...statisticsRoutes(deps),
    ...articleRoutes(deps),
    ...statusRoutes(deps),
    ...digestRoutes(deps),
    ...snapshotRoutes(deps),
  ] as const;

/** Every route of the API. Exports come first: `/v1/events.csv` must not be read as the id of an event. */
export const apiRoutes = (deps: Deps): ApiRoute[] => {
  const [list, ...others] = jsonRoutes(deps);
  return [
    ...[list, ...exportRoutes(deps), ...feedRoutes(deps)],
    ...[...others, ...snapshotFileRoutes(deps)],
  ] as unknown as ApiRoute[];
};
