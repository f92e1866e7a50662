import type { Context } from 'hono';
import type { Claim } from '../../shared/article/claim.ts';
import type { Stretch } from '../../shared/article/coverage.ts';
import type { DigestStore } from '../../shared/digest/digest-store.ts';
import type { AsideStore } from '../../shared/events/aside-store.ts';
import type { EventReader } from '../../shared/events/event-store.ts';
import type { RecordPorts } from '../../shared/events/record-report.ts';
import type { ReadingLog } from '../../shared/ingestion/reading-log.ts';
import type { SourceStore } from '../../shared/ingestion/source-store.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { SnapshotFiles } from '../../shared/snapshots/snapshot-files.ts';
import type { SubscriptionPorts } from '../../shared/subscriptions/subscribe.ts';
import type { AdminToken } from '../operate/admin.ts';
import measured from './accuracy.json' with { type: 'json' };
import type { Accuracy } from './accuracy.ts';
import { type CatalogueReader, catalogueOf } from './catalogue.ts';
import { once } from './once.ts';

/** What the app needs; whatever is left out is empty. */
export type AppDeps = {
  events: EventReader;
  clock: Clock;
  /** Public address without a slash at its end. */
  baseUrl: string;
  sources?: Pick<SourceStore, 'all'>;
  readings?: Pick<ReadingLog, 'days'>;
  digests?: Pick<DigestStore, 'get' | 'list'>;
  asides?: Pick<AsideStore, 'list'>;
  /** Where snapshots lie, made at the first use. */
  snapshots?: () => Promise<Pick<SnapshotFiles, 'get' | 'list'>>;
  /** Claims and coverage may be functions: they are then read when first needed. */
  claims?: Claim[] | (() => Claim[]);
  coverage?: Stretch[] | (() => Stretch[]);
  /** What subscriptions need, made at the first use; without it mails cannot be ordered. */
  subscriptions?: (() => Promise<SubscriptionPorts>) | undefined;
  /** What correcting the record needs, made at the first use; without it nobody can. */
  review?: (() => Promise<ReviewPorts>) | undefined;
  /** The quality of a classifier as measured; by default what `npm run measure` wrote last. */
  accuracy?: Accuracy;
  version?: string;
  /** Requests a minute and client; 0: no limit. */
  rateLimit?: number;
  /** Who asks, for the rate limit; by default the address that the connection comes from. */
  clientOf?: (c: Context) => string;
};
/** The writing half, and the tokens of those who may use it. */
export type ReviewPorts = RecordPorts & {
  reviewers(): Promise<readonly AdminToken[]>;
};
export type Deps = Required<Omit<AppDeps, 'claims' | 'coverage'>> & {
  readonly claims: Claim[];
  readonly coverage: Stretch[];
  /** The whole record in memory. */
  catalogue: CatalogueReader;
};

type Connection = { incoming?: { socket?: { remoteAddress?: string } } };

const addressOfConnection = (c: Context): string =>
  ((c.env ?? {}) as Connection).incoming?.socket?.remoteAddress ?? 'unknown';

const lazily = <T>(given: T[] | (() => T[]) | undefined): (() => T[]) =>
  once(() => (typeof given === 'function' ? given() : (given ?? [])));

export const withDefaults = ({ claims, coverage, ...given }: AppDeps): Deps => {
  const [readClaims, readCoverage] = [lazily(claims), lazily(coverage)];
  return {
    sources: { all: async () => [] },
    readings: { days: async () => [] },
    digests: { get: async () => undefined, list: async () => [] },
    asides: { list: async () => [] },
    snapshots: async () => ({ get: async () => undefined, list: async () => [] }),
    accuracy: measured as Accuracy,
    subscriptions: undefined,
    review: undefined,
    version: '0.1.0',
    rateLimit: 0,
    clientOf: addressOfConnection,
    catalogue: catalogueOf(given.events),
    ...given,
    get claims() {
      return readClaims();
    },
    get coverage() {
      return readCoverage();
    },
  };
};
