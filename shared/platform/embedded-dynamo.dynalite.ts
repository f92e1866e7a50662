import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ClassicLevel } from 'classic-level';
import dynalite from 'dynalite';
import { AppError } from './app-error.ts';
import { documentClient, KEY_SCHEMA } from './table.ts';

export type EmbeddedDynamo = {
  client: DynamoDBDocumentClient;
  endpoint: string;
  table: string;
  /** Closes the server and its files; whatever was acknowledged is on disk. */
  stop(): Promise<void>;
};

const TABLE = 'amur';

/**
 * DynamoDB's wire protocol from this process, on a loopback port; the caller talks to it through the AWS SDK as it
 * would to AWS. With `dir` the data lie in files there, else in memory.
 * @throws AppError Busy when another process holds the files, Conflict when they are damaged.
 */
export const startEmbedded = async ({ dir }: { dir?: string } = {}): Promise<EmbeddedDynamo> => {
  if (dir) await probe(dir);
  const server = dynalite({
    ...(dir && { path: dir }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = documentClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await createTable(client);
  return { client, endpoint, table: TABLE, stop: () => stop(client, server) };
};

/** dynalite opens its files late and dies where nobody can catch it: what is wrong with them is found out first. */
const probe = async (dir: string): Promise<void> => {
  mkdirSync(dir, { recursive: true });
  const files = new ClassicLevel(dir);
  try {
    await files.open();
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
    if (cause?.code === 'LEVEL_LOCKED')
      throw new AppError('Busy', `Another process uses the data in ${dir}.`, { cause: error });
    throw new AppError('Conflict', `The data in ${dir} cannot be opened; restore a copy of the folder.`, {
      cause: error,
    });
  }
  await files.close();
};

const stop = async (client: DynamoDBDocumentClient, server: ReturnType<typeof dynalite>): Promise<void> => {
  client.destroy(); // kept-alive connections would hold the server open
  await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
};

const createTable = async (client: DynamoDBDocumentClient): Promise<void> => {
  const AttributeDefinitions = KEY_SCHEMA.map(({ AttributeName }) => ({
    AttributeName,
    AttributeType: 'S' as const,
  }));
  try {
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        KeySchema: [...KEY_SCHEMA],
        AttributeDefinitions,
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error; // a later start
  }
  await waitUntilTableExists(
    { client: client as never, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.1 } as never,
    { TableName: TABLE },
  );
};
