import * as z from 'zod';
import { applyReplay } from '../../../shared/events/apply-replay.ts';
import { type Difference, replay } from '../../../shared/events/replay.ts';
import type { Command } from './command.ts';

const Args = z
  .object({ from: z.iso.date(), to: z.iso.date(), apply: z.boolean().default(false) })
  .refine(({ from, to }) => from <= to, { path: ['from'], message: 'lies after --to' });

/** `amur replay --from DATE --to DATE [--apply]`: what today's classifier and merge would do otherwise; or makes it so. */
export const replayCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  async run(system, { from, to, apply }, print) {
    const { reports, same, differences } = await replay(system.events, system.classify, from, to);
    print(`${reports} reports run again; ${same} decided as before.`);
    for (const difference of differences) print(words(difference));
    if (!apply) return;
    const { revised, left, withdrawn } = await applyReplay(system, system.classify, from, to);
    print(
      `Applied: ${revised} reports coded anew, ${left} left their event, ${withdrawn.length} events withdrawn.`,
    );
  },
};

const words = (difference: Difference): string => {
  if (difference.kind === 'gone')
    return `gone      ${difference.was}  ${difference.report.outlet}: ${difference.report.title}`;
  if (difference.kind === 'retyped')
    return `retyped   ${difference.was}  ${difference.from} → ${difference.to}  ${difference.report.title}`;
  if (difference.kind === 'parted') return `parted    ${difference.event} into ${difference.into}`;
  return `joined    ${difference.events.join(' and ')}`;
};
