import { branchOf, familyOf } from '../classification/family.ts';
import type { Actor, EventType, MergeSignature } from '../classification/verdict.ts';

/** The signature of an event that people coded: reports bring theirs from the classifier. */
export const signatureOf = (
  type: EventType,
  actors: Actor[],
  series: string | null = null,
  ordinal: number | null = null,
): MergeSignature => ({
  family: familyOf(type),
  branch: branchOf(type, actors, ''),
  principals: actors.map(({ id }) => id),
  key: series ? `${series}${ordinal ? ` ${ordinal}` : ''}` : null,
});
