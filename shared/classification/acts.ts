import type { Clause } from './clauses.ts';
import typesFile from './lexicon/types.json' with { type: 'json' };
import type { Mark } from './marks.ts';
import { type FieldName, fieldsOf, firstOfClass, namesBoth, type Reading } from './reading.ts';
import type { EventType } from './verdict.ts';

type Rule = { type: EventType; strength: number; needs: string[][]; index: number };
const RULES: Rule[] = (typesFile.rules as Omit<Rule, 'index'>[]).map((rule, index) => ({ ...rule, index }));

/** Rules by the classes that their first need accepts, so that a clause meets few of them. */
const BY_CLASS = new Map<string, Rule[]>();
for (const rule of RULES)
  for (const name of rule.needs[0] ?? []) BY_CLASS.set(name, [...(BY_CLASS.get(name) ?? []), rule]);

/** Words of an act in a clause, and how the two sides stand to them. */
export type Act = {
  type: EventType;
  strength: number;
  field: FieldName;
  clause: Clause;
  /** The words that met the rule. */
  marks: Mark[];
  near: 'both' | 'title' | 'one' | 'none';
};

/** Every rule that a clause of the report meets. */
export const actsOf = (reading: Reading): Act[] => {
  const wholeTitle = namesBoth(reading.title.marks);
  return fieldsOf(reading).flatMap(({ clauses, name }) =>
    clauses.flatMap((clause) => {
      const near = nearOf(clause, wholeTitle);
      return rulesMet(clause).map(({ rule, marks }) => ({
        type: rule.type,
        strength: rule.strength,
        field: name,
        clause,
        marks,
        near,
      }));
    }),
  );
};

const nearOf = ({ marks, field }: Clause, wholeTitle: boolean): Act['near'] => {
  if (namesBoth(marks)) return 'both';
  if (field === 'title' && wholeTitle) return 'title';
  return marks.some(({ actors }) => actors.some(({ side }) => side !== 'THIRD')) ? 'one' : 'none';
};

const rulesMet = ({ marks }: Clause): { rule: Rule; marks: Mark[] }[] => {
  const first = firstOfClass(marks);
  const tried = new Set<Rule>();
  const met: { rule: Rule; marks: Mark[] }[] = [];
  for (const name of first.keys())
    for (const rule of BY_CLASS.get(name) ?? []) {
      if (tried.has(rule)) continue;
      tried.add(rule);
      const found = rule.needs.map((names) => pick(names, first));
      if (found.every((mark) => mark !== undefined) && !isWithThird(rule, found[0], marks))
        met.push({ rule, marks: [...new Set(found)] });
    }
  return met;
};

const PARTNER_WITHIN = 4; // tokens

/** A call is named by whom it goes to: "speak with President Zelensky" is none of the two, whoever else is named. */
const isWithThird = ({ type }: Rule, call: Mark | undefined, marks: Mark[]): boolean => {
  if (type !== 'call' || !call) return false;
  const partner = marks.find(({ at, actors }) => at >= call.to && actors.length > 0);
  return (
    partner !== undefined &&
    partner.at - call.to < PARTNER_WITHIN &&
    partner.actors.every(({ side }) => side === 'THIRD')
  );
};

const pick = (names: string[], first: Map<string, Mark>): Mark | undefined => {
  for (const name of names) {
    const mark = first.get(name);
    if (mark) return mark;
  }
  return undefined;
};
