import { templatesOf } from '../../cdk/templates.ts';
import type { BenchRow } from '../bench-row.ts';
import { limitsOf } from './limits.ts';
import { grown, type Load, USUAL } from './load.ts';
import { measureWork } from './measure-work.ts';
import { type Bill, billOf, type Template } from './model.ts';
import { OPTIONAL } from './prices.ts';

const PLANS_PER_DAY = 288; // of the stage prod
const dollars = (amount: number): string => `$ ${amount.toFixed(2)}`;
const total = (bill: Bill, key: 'dollars' | 'listed'): number =>
  bill.reduce((sum, part) => sum + part[key], 0);

/** A month on AWS: what the synthesised stage costs for the usual load, and what gives way as it grows. */
export const costBench = async (): Promise<BenchRow[]> => {
  const work = await measureWork();
  const { data, app } = templatesOf('prod');
  const templates = [data, app].map((template) => template.toJSON() as Template);
  const bill = (load: Load) => billOf(templates, work, load, PLANS_PER_DAY);
  const usual = bill(USUAL);
  const row = (name: string, part: Bill): BenchRow => ({
    name: `AWS a month: ${name}`,
    value: dollars(total(part, 'dollars')),
    beside: `${dollars(total(part, 'listed'))} at list prices, without what every account has free`,
  });
  const larger = [1, 100, 10_000].flatMap((times): BenchRow[] => {
    const load = grown(USUAL, times);
    const limits = limitsOf(load, work).filter(({ used }, index) => index === 0 || used > 1);
    const { value } = row('', bill(load));
    return limits.map(({ what, used, lift }, index) => ({
      name: index === 0 ? `AWS a month: ${times} times as much` : '',
      value: index === 0 ? value : '',
      beside: `${Math.round(used * 100)} % of ${what}; lifted by ${lift}`,
    }));
  });
  return [
    ...usual.map((part) => row(part.part, [part])),
    row('60 sources, 50 events a week, 1,000 readers a day, 500 subscribers', usual),
    ...OPTIONAL.map(({ what, month }) => ({
      name: `AWS a month: ${what}, if wanted`,
      value: dollars(month),
    })),
    ...larger,
  ];
};
