import * as z from 'zod';
import { sweep } from '../../../shared/events/reunite.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';

const Args = z.object({});

/** `amur sweep`: joins events on record that are one by the rule of today; new reports do so by themselves. */
export const sweepCommand: Command<z.infer<typeof Args>, Pick<System, 'events' | 'clock'>> = {
  args: Args,
  async run(ports, _, print) {
    const { looked, joined } = await sweep(ports);
    for (const [id, into] of joined) print(`joined    ${id} into ${into}`);
    print(`${looked} events looked at, ${joined.length} joined.`);
  },
};
