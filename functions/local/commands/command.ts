import type * as z from 'zod';
import type { Print } from '../control.ts';
import type { System } from '../system.ts';

/**
 * Work on the store: run here when this process holds it, else handed over to the one that does.
 * `S` is as much of the system as it needs. `args` is checked on both sides, `check` and everything else that can be wrong before anything changes.
 */
export type Command<A, S = System> = {
  args: z.ZodType<A>;
  check?(args: A): void;
  run(system: S, args: A, print: Print): Promise<void>;
};
