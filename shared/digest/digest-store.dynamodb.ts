import { gunzipSync, gzipSync } from 'node:zlib';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../platform/app-error.ts';
import { held } from '../platform/conditional-write.dynamodb.ts';
import { Digest } from './digest.ts';
import type { DigestStore } from './digest-store.ts';
import type { IsoWeek } from './iso-week.ts';

const PK = 'DIGESTS';

/**
 * One partition, one item a week: a year of issues is 52 items. The whole issue lies in one attribute as
 * packed JSON: an item holds 400 kB, and an issue of 500 events takes more than that unpacked.
 */
export const dynamoDigestStore = (client: DynamoDBDocumentClient, table: string): DigestStore => {
  const get = async (week: IsoWeek): Promise<Digest | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: PK, sk: week }, ConsistentRead: true }),
    );
    return Item && read(Item);
  };
  return {
    get,
    async freeze(digest) {
      const Item = { pk: PK, sk: digest.week, issue: gzipSync(JSON.stringify(digest)) };
      const isFirst = await held(
        client.send(
          new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        ),
      );
      return isFirst ? digest : kept(await get(digest.week), digest.week);
    },
    async list(limit) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': PK },
          ScanIndexForward: false,
          Limit: limit,
        },
      );
      const found: Digest[] = [];
      for await (const { Items = [] } of pages) {
        found.push(...Items.map(read));
        if (found.length >= limit) break; // a page ends at 1 MB, so that one is not always enough
      }
      return found.slice(0, limit);
    },
  };
};

/** Issues frozen by earlier versions lie there as plain text. */
const read = ({ issue }: Record<string, unknown>): Digest =>
  Digest.parse(JSON.parse(issue instanceof Uint8Array ? gunzipSync(issue).toString('utf8') : String(issue)));

const kept = (digest: Digest | undefined, week: IsoWeek): Digest => {
  if (!digest) throw new AppError('Conflict', `The issue of ${week} was removed while it was being frozen.`);
  return digest;
};
