import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type Outcome, startRuntimeApi } from './runtime-api.ts';

/** Lambda's runtime client, where it was built; else nothing can be said about real start-up. */
export const RUNTIME_CLIENT = `${process.cwd()}/test/bench/runtime/node_modules/aws-lambda-ric/index.mjs`;
export const hasRuntimeClient = (): boolean => existsSync(RUNTIME_CLIENT);

export type Sandbox = {
  /** Milliseconds from the start of the process until it asked for its first event. */
  init: number;
  invoke(event: unknown): Promise<Outcome>;
  stop(): Promise<void>;
  logs(): string;
};

/**
 * Starts a bundle as Lambda starts it.
 * @param folder holds index.mjs with the export `handler`.
 * @throws Error with what the process wrote, if the module fails to load.
 */
export const startSandbox = async (folder: string, environment: Record<string, string>): Promise<Sandbox> => {
  const api = await startRuntimeApi();
  const began = performance.now();
  const child = spawn(process.execPath, [RUNTIME_CLIENT, 'index.handler'], {
    cwd: folder,
    env: { ...LAMBDA, ...environment, LAMBDA_TASK_ROOT: folder, AWS_LAMBDA_RUNTIME_API: api.address },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString('utf8');
    });
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`The handler ended: ${written}`)));
  died.catch(() => {}); // an end that was asked for is no failure
  await Promise.race([api.ready, died]);
  const init = performance.now() - began;
  return {
    init,
    invoke: (event) => Promise.race([api.invoke(event), died]),
    stop: () => stop(child, api.stop),
    logs: () => written,
  };
};

const stop = async (child: ChildProcess, stopApi: () => void): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  stopApi();
};

const LAMBDA = {
  PATH: process.env.PATH ?? '',
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'amur',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
  AWS_LAMBDA_LOG_GROUP_NAME: '/amur/local', // without the two the first event ends the process
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  _HANDLER: 'index.handler',
};
