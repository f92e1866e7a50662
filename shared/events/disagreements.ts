import type { Disagreement } from './event.ts';
import type { Member } from './record.ts';

const FIELDS = [
  { field: 'eventStart', of: (member: Member) => (member.dateFrom === 'text' ? member.eventStart : null) },
  { field: 'eventEnd', of: (member: Member) => (member.dateFrom === 'text' ? member.eventEnd : null) },
  { field: 'place', of: (member: Member) => member.place },
] as const;

/** Fields on which reports differ, each value with the outlets that give it; what is only inferred never disagrees. */
export const disagreementsOf = (members: Member[]): Disagreement[] =>
  FIELDS.flatMap(({ field, of }) => {
    const outlets = new Map<string, Set<string>>();
    for (const member of members) {
      const value = of(member);
      if (value) outlets.set(value, (outlets.get(value) ?? new Set()).add(member.outlet));
    }
    if (outlets.size < 2) return [];
    const values = [...outlets].sort(([a], [b]) => a.localeCompare(b)).slice(0, 10);
    return [
      { field, values: values.map(([value, who]) => ({ value, outlets: [...who].sort().slice(0, 50) })) },
    ];
  });
