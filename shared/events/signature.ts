import { branchOf, familyOf } from '../classification/family.ts';
import type { MergeSignature } from '../classification/verdict.ts';
import type { SeedTelling } from './telling.ts';

type Coded = Pick<SeedTelling, 'type' | 'actors' | 'series' | 'eventStart' | 'eventEnd'>;

/** The signature of an event that people coded: reports bring theirs from the classifier. */
export const signatureOf = (coded: Coded): MergeSignature => ({
  family: familyOf(coded.type),
  branch: branchOf(coded.type, coded.actors, ''),
  principals: coded.actors.map(({ id }) => id),
  key: keyOf(coded),
});

/** As the classifier forms it, or no report would ever join: a figure's period, a drill's name and year. */
const keyOf = ({ type, series, eventStart, eventEnd }: Coded): string | null => {
  if (type === 'trade_figures') return `${eventStart}/${eventEnd}`;
  return series && type === 'joint_exercise' ? `${series} ${eventStart.slice(0, 4)}` : null;
};
