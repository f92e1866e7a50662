import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Change, Event, EventSummary } from './event.ts';
import { indexFor, LONGEST_EVENT, matches } from './event-filter.ts';
import { changeBuckets, keys } from './event-keys.dynamodb.ts';
import type { EventFilter, EventPage, EventSort, EventStore, PageKey } from './event-store.ts';
import { dynamoJournal } from './journal.dynamodb.ts';
import { sortKeys } from './postings.ts';
import { EventRecord } from './record.ts';
import { Report } from './report.ts';
import { Ruling } from './ruling.ts';

const MOST_A_PAGE = 1000;
const MORE_ROWS = 50; // at once, where a filter drops some
const DAY_MS = 86_400_000;
const LAST = '\uffff'; // sorts after everything that a key can hold

/** Events in the single table; the design is in TABLE.md. */
export const dynamoEventStore = (client: DynamoDBDocumentClient, table: string): EventStore => {
  const query = queryBodies(client, table);

  const item = async (Key: { pk: string; sk: string }) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  const record = async (id: string): Promise<EventRecord | undefined> => {
    const found = await item(keys.record(id));
    return found && EventRecord.parse(JSON.parse(String(found.body)));
  };

  const journal = dynamoJournal(client, table);
  return {
    ...journal,
    record,
    async get(id) {
      const found = await record(id);
      return found && (found.tombstone ? { tombstone: found.tombstone } : { event: found.event });
    },
    async known(key) {
      const found = await item(keys.known(key));
      return (
        found && {
          eventId: String(found.eventId),
          contentHash: String(found.contentHash),
          version: Number(found.version),
          ...(found.ruling !== undefined && { ruling: Ruling.parse(found.ruling) }),
        }
      );
    },
    async candidates(family, from, to) {
      const found = await query.all({ pk: `FAM#${family}`, from, to: `${to}#${LAST}` });
      return found.map((body) => Event.parse(body)).map((event) => ({ event, signature: event.signature }));
    },
    async reports(eventId) {
      const found = await query.all({ pk: `E#${eventId}`, from: 'R#', to: `R#${LAST}` });
      return found.map((body) => Report.parse(body)).sort(newestFirst);
    },
    async history(eventId) {
      const found = await query.all({ pk: `E#${eventId}`, from: 'H#', to: `H#${LAST}` });
      return found.map((body) => Change.parse(body));
    },
    async changes(since, limit) {
      const changes: Change[] = [];
      for (const { pk, after } of changeBuckets(since, (await journal.head()).seq)) {
        const found = await query.some({
          pk,
          from: `${after}${LAST}`,
          to: LAST,
          limit: limit - changes.length,
        });
        changes.push(...found.map(({ body }) => Change.parse(body)));
        if (changes.length >= limit) break;
      }
      return changes;
    },
    list: (filter, page) => listPage(query, filter, page),
  };
};

const newestFirst = (a: Report, b: Report): number =>
  (b.published ?? b.firstSeen).localeCompare(a.published ?? a.firstSeen) || a.id.localeCompare(b.id);

type Range = { pk: string; from: string; to: string };
type Row = { sk: string; body: unknown };
type Bodies = {
  /** Bodies in a range of keys, both ends included, in the order of the keys. */
  all(range: Range): Promise<unknown[]>;
  /** One page of a range; rows without a body (postings that no longer hold) are left out. */
  some(range: Range & { limit: number; backward?: boolean }): Promise<Row[]>;
};

const queryBodies = (client: DynamoDBDocumentClient, table: string): Bodies => {
  const input = ({ pk, from, to }: Range): QueryCommandInput => ({
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
  });
  const some: Bodies['some'] = async ({ limit, backward = false, ...range }) => {
    const rows: Row[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const Limit = Math.min(limit - rows.length + 1, MOST_A_PAGE);
      const page = await client.send(
        new QueryCommand({ ...input(range), ScanIndexForward: !backward, Limit, ExclusiveStartKey }),
      );
      for (const { sk, body } of page.Items ?? []) if (body) rows.push({ sk, body: JSON.parse(body) });
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && rows.length < limit);
    return rows.slice(0, limit);
  };
  return {
    some,
    all: async (range) =>
      (await some({ ...range, limit: Number.MAX_SAFE_INTEGER - 1 })).map(({ body }) => body),
  };
};

/** Reads the chosen index until the page is full; what the index does not decide, `matches` does. */
const listPage = async (
  query: Bodies,
  filter: EventFilter,
  { sort, limit, after }: { sort: EventSort; limit: number; after?: PageKey | undefined },
): Promise<EventPage> => {
  const backward = sort !== 'date';
  const pk = `IX#${indexFor(filter, sort)}`;
  const items: EventSummary[] = [];
  let range = rangeOf(filter, sort, after);
  // Mostly the index decides the whole filter, and one row more than the page says whether there is another page.
  for (let most = limit + 1; ; most = Math.max(limit + 1, MORE_ROWS)) {
    const rows = await query.some({ pk, ...range, limit: most, backward });
    for (const { body } of rows) {
      const event = EventSummary.parse(body);
      if (!matches(filter, event)) continue;
      if (items.length === limit) return { items, next: keyOf(items.at(-1), sort) };
      items.push(event);
    }
    const last = rows.at(-1);
    if (!last || rows.length < most) return { items, next: null };
    range = backward ? { ...range, to: before(last.sk) } : { ...range, from: `${last.sk}\u0000` };
  }
};

/** The greatest key smaller than the given one, as far as event keys go: their ids are hexadecimal. */
const before = (sk: string): string =>
  `${sk.slice(0, -1)}${String.fromCharCode(sk.charCodeAt(sk.length - 1) - 1)}${LAST}`;

const keyOf = (event: EventSummary | undefined, sort: EventSort): PageKey | null => {
  if (!event) return null;
  const { date, updated, score } = sortKeys(event);
  return { key: sort === '-updatedAt' ? updated : sort === '-score' ? score : date, id: event.id };
};

const rangeOf = (
  filter: EventFilter,
  sort: EventSort,
  after: PageKey | undefined,
): { from: string; to: string } => {
  const [from, to] = boundsOf(filter, sort);
  if (!after) return { from, to };
  const place = `${after.key}#${after.id}`;
  return sort === 'date' ? { from: `${place}\u0000`, to } : { from, to: before(place) };
};

const boundsOf = (filter: EventFilter, sort: EventSort): [string, string] => {
  if (sort === '-updatedAt') return [filter.updatedSince ?? '!', LAST];
  if (sort === '-score') return ['!', LAST];
  const earliest =
    filter.from && new Date(Date.parse(filter.from) - LONGEST_EVENT * DAY_MS).toISOString().slice(0, 10);
  return [earliest ?? '!', filter.to ? `${filter.to}#${LAST}` : LAST];
};
