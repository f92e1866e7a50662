import { describe, expect, it } from 'vitest';
import { USUAL } from '../bench/cost/load.ts';
import type { Work } from '../bench/cost/measure-work.ts';
import { billOf, STANDING, type Template } from '../bench/cost/model.ts';
import { templatesOf } from './templates.ts';

const { data, app } = templatesOf('prod', { alarmEmail: 'ops@example.org' });
const templates = [data, app].map((template) => template.toJSON() as Template);

const used = { reads: 10, writes: 10, milliseconds: 10 };
const work: Work = {
  ...{
    plan: used,
    changedVisit: used,
    unchangedVisit: used,
    newEvent: used,
    joinedReport: used,
    aside: used,
  },
  ...{ coldPage: used, page: used, list: used, notModified: used, digest: used },
  ...{ pageBytes: 50_000, listBytes: 15_000, eventsKept: 100 },
};
const nothingToDo = Object.fromEntries(Object.keys(USUAL).map((name) => [name, 0])) as typeof USUAL;
const sum = (bill: { dollars: number; listed: number }[], key: 'dollars' | 'listed'): number =>
  bill.reduce((total, part) => total + part[key], 0);

describe('the cost model', () => {
  it.each([
    ...new Set(templates.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type))),
  ])('knows what %s costs', (type) => expect(Object.keys(STANDING)).toContain(type));

  it('refuses a kind of resource that it has no price for', () => {
    const unknown: Template = { Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } };
    expect(() => billOf([unknown], work, USUAL, 288)).toThrow('no price for AWS::EC2::NatGateway');
  });

  it('charges for alarms by the metrics in them, at ten cents each', () => {
    const alarm = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, {}] },
    };
    const bill = (count: number): number => {
      const Resources = Object.fromEntries(Array.from({ length: count }, (_, n) => [`A${n}`, alarm]));
      return sum(billOf([{ Resources }], work, nothingToDo, 0), 'listed');
    };
    expect(bill(6) - bill(5)).toBeCloseTo(0.2);
  });

  it('gives what is free once, however many parts use it', () => {
    const bill = billOf(templates, work, USUAL, 288);
    const tenfold = billOf(templates, work, { ...USUAL, readersPerDay: USUAL.readersPerDay * 10 }, 288);
    expect(sum(bill, 'dollars')).toBeLessThan(sum(bill, 'listed'));
    expect(sum(tenfold, 'listed') - sum(bill, 'listed')).toBeGreaterThan(0);
    expect(sum(tenfold, 'dollars')).toBeGreaterThan(sum(bill, 'dollars'));
  });
});
