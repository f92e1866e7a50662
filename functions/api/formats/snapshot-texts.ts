import type { EventReader } from '../../../shared/events/event-store.ts';
import type { SnapshotTexts } from '../../../shared/snapshots/write-snapshot.ts';
import { catalogueOf } from '../catalogue.ts';
import { ListedEvent, listed } from '../presented.ts';
import { csv } from './csv.ts';
import { ndjson } from './documents.ts';
import { LICENCE } from './licence.ts';

/** The record as the exports write it, telegrams included, at one position of the journal. */
export const snapshotTexts = (events: EventReader, baseUrl: string): SnapshotTexts => ({
  licence: LICENCE.name,
  async lines() {
    const { all } = await catalogueOf(events).now();
    return ndjson(all.map((event) => listed(baseUrl, event)));
  },
  table: (lines) => csv(eventsIn(lines)),
});

const eventsIn = (lines: string): ListedEvent[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ListedEvent.parse(JSON.parse(line)));
