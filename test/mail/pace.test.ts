import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paced } from '../../shared/mail/pace.ts';

/** A clock that is turned by waiting, and by the answers of a mail service that take their time. */
const turnedClock = () => {
  let now = 1_000_000;
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return {
    time: { now: () => now, wait: async (milliseconds: number) => pass(milliseconds) },
    pass,
  };
};

const mostInASecond = (times: number[]): number =>
  Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 1000).length));

describe('the pace of mails', () => {
  it('never has more mails in any second than the quota, however fast or slow the answers come', async () => {
    const latencies = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 2, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 90 }), latencies, async (perSecond, delays) => {
        const { time, pass } = turnedClock();
        const turn = paced(async () => ({ perSecond, leftToday: 1e6 }), time);
        const times: number[] = [];
        for (const delay of delays) {
          await turn();
          times.push(time.now());
          pass(delay);
        }
        expect(mostInASecond(times)).toBeLessThanOrEqual(perSecond);
      }),
    );
  });

  it('of two paces with a share each of four fifths never has more together than the quota', async () => {
    const { time } = turnedClock();
    const quota = async () => ({ perSecond: 40 * 0.8, leftToday: 1e6 });
    const [issue, alerts] = [paced(quota, time, 0.9), paced(quota, time, 0.1)];
    const times: number[] = [];
    for (let n = 0; n < 200; n++) {
      await issue();
      times.push(time.now());
      if (n % 9 === 0) times.push(await alerts().then(() => time.now()));
    }
    expect(mostInASecond(times)).toBeLessThanOrEqual(40);
  });

  it('keeps the pace up: a thousand mails at ten a second take a hundred seconds', async () => {
    const { time } = turnedClock();
    const turn = paced(async () => ({ perSecond: 10, leftToday: 1e6 }), time);
    const start = time.now();
    for (let n = 0; n < 1000; n++) await turn();
    expect((time.now() - start) / 1000).toBeCloseTo(99.9);
  });

  it('ends the day when the quota of the day is used up, and goes on when there is room again', async () => {
    const { time, pass } = turnedClock();
    let leftToday = 3;
    const turn = paced(async () => ({ perSecond: 1000, leftToday }), time);
    const turns = [await turn(), await turn(), await turn(), await turn()];
    expect(turns).toEqual(['go', 'go', 'go', 'tomorrow']);
    leftToday = 1;
    pass(5 * 60_000);
    expect([await turn(), await turn()]).toEqual(['go', 'tomorrow']);
  });
});
