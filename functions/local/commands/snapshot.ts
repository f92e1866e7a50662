import * as z from 'zod';
import { writeSnapshot } from '../../../shared/snapshots/write-snapshot.ts';
import type { Command } from './command.ts';

const Args = z.object({});

/** `amur snapshot`: today's, or the one there is already. */
export const snapshotCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  async run({ snapshotPorts, settings }, _, print) {
    const { date, events, files } = await writeSnapshot(snapshotPorts);
    print(`${date}: ${events} events, at ${settings.baseUrl}/v1/snapshots/${date}`);
    for (const { name, bytes, sha256 } of files) print(`${name.padEnd(14)}  ${bytes} bytes  ${sha256}`);
  },
};
