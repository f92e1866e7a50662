import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../shared/digest/digest.ts';
import { weekBefore, weekOf } from '../../shared/digest/iso-week.ts';
import type { Event } from '../../shared/events/event.ts';
import { inWeek, issueDesk, issueOf, WEEK } from '../fakes/digests.ts';
import { event } from '../fakes/events.ts';
import { report } from '../fakes/verdicts.ts';

const told = ({ top, rest }: Digest): string[] =>
  [...top, ...rest.flatMap(({ entries }) => entries)].map(({ event: { title } }) => title);

const asOn = (name: string, at: string, says: Partial<Event> = {}): Event =>
  event(name, { firstSeen: at, updatedAt: at, ...says });

describe('what an issue tells', () => {
  it.each([
    { it: 'the first moment of Monday is in', at: '2026-01-05T00:00:00.000Z', in: true },
    { it: 'the moment before it is not', at: '2026-01-04T23:59:59.999Z', in: false },
    { it: 'the last moment of Sunday is in', at: '2026-01-11T23:59:59.999Z', in: true },
    { it: 'the first moment of the next Monday is not', at: '2026-01-12T00:00:00.000Z', in: false },
  ])('$it', async ({ at, in: wanted }) => {
    expect(told(await issueOf([asOn('a meeting', at)]))).toEqual(wanted ? ['a meeting'] : []);
  });

  it.each([
    { it: 'an event of the article alone', says: { origins: ['article' as const] } },
    { it: 'a telegram between leaders', says: { type: 'message' as const } },
  ])('leaves out $it', async ({ says }) => {
    expect(told(await issueOf([inWeek('not news', says)]))).toEqual([]);
  });

  it('tells an event that happened long ago in the week in which it was found, and says when it happened', async () => {
    const issue = await issueOf([inWeek('a late find', { eventStart: '2025-08-12' })]);
    expect(told(issue)).toEqual(['a late find']);
  });

  it('tells an event in exactly one of the issues that follow each other, whenever it is found', async () => {
    const instants = fc.date({
      min: new Date('2025-12-15'),
      max: new Date('2026-02-01'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(instants, { maxLength: 12 }), async (dates) => {
        const events = dates.map((at, n) => asOn(`event ${n}`, at.toISOString()));
        const desk = issueDesk(events, { clock: () => new Date('2026-02-05') });
        const weeks = Array.from({ length: 7 }, (_, n) => weekBefore('2026-W05', 6 - n));
        const tellings: string[] = [];
        for (const week of weeks) tellings.push(...told(await desk.freeze(week)));
        expect(tellings.toSorted()).toEqual(events.map(({ title }) => title).toSorted());
        expect(weeks).toContain(weekOf(new Date('2025-12-31')));
      }),
      { numRuns: 30 },
    );
  });

  it('brings what was recorded after the issue of its week was frozen in the next one, once', async () => {
    const desk = issueDesk([inWeek('on time')]);
    await desk.freeze();
    desk.reader.put(
      inWeek('too late', { firstSeen: '2026-01-11T23:59:00.000Z', updatedAt: '2026-01-12T09:00:00.000Z' }),
    );
    const later = issueDesk([], { ...desk.ports, clock: () => new Date('2026-01-26T07:00:00Z') });
    expect(told(await later.freeze('2026-W03'))).toEqual(['too late']);
    expect(told(await later.freeze('2026-W04'))).toEqual([]);
  });

  it('puts the five most significant first and says why each is there', async () => {
    const events = Array.from({ length: 8 }, (_, n) =>
      inWeek(`event ${n}`, { significance: 10 + n, outlets: n + 1 }),
    );
    const { top, rest } = await issueOf(events);
    expect(top.map(({ event: { title } }) => title)).toEqual([7, 6, 5, 4, 3].map((n) => `event ${n}`));
    expect(top.map(({ why }) => why)).toContain(
      'summit; both leaders take part; 8 independent outlets report it',
    );
    expect(rest.map(({ category, entries }) => [category, entries.length])).toEqual([['diplomatic', 3]]);
  });

  it('opens with what is confirmed, however much an unconfirmed event would weigh', async () => {
    const { top } = await issueOf([
      inWeek('one outlet’s word', { significance: 90, confirmed: false }),
      inWeek('confirmed', { significance: 20, confirmed: true }),
    ]);
    expect(top.map(({ event: { title } }) => title)).toEqual(['confirmed', 'one outlet’s word']);
  });
});

describe('what changed', () => {
  const before = asOn('a drill', '2025-12-20T00:00:00.000Z', { status: 'announced', confirmed: false });
  const during = '2026-01-08T10:00:00.000Z';

  it.each([
    { it: 'a new status', change: { status: 'done' as const }, says: 'was announced, is now done' },
    { it: 'a confirmation', change: { confirmed: true }, says: 'now confirmed' },
    {
      it: 'another date',
      change: { eventStart: '2024-05-20', eventEnd: '2024-05-20' },
      says: 'dated 20 May 2024 (before: 16 May 2024)',
    },
  ])('$it of an older event is told as a change, not as news', async ({ change, says }) => {
    const issue = await issueOf([before, { ...before, ...change, updatedAt: during }]);
    expect(told(issue)).toEqual([]);
    expect(issue.moved.map((entry) => entry.change)).toEqual([says]);
  });

  it('does not mention an older event to which only reports were added', async () => {
    const issue = await issueOf([before, { ...before, reports: 9, updatedAt: during }]);
    expect(issue.moved).toEqual([]);
  });

  it('names a withdrawn event by its title with the reason, and does not tell it', async () => {
    const desk = issueDesk([before]);
    desk.reader.bury({ id: before.id, kind: 'retracted', into: null, reason: 'It was none.', at: during });
    const issue = await desk.freeze();
    expect([told(issue), issue.moved]).toEqual([[], []]);
    expect(issue.withdrawn).toEqual([{ id: before.id, title: 'a drill', reason: 'a test' }]);
  });

  it('says nothing of an event that came and was withdrawn within the week', async () => {
    const desk = issueDesk([inWeek('a mistake')]);
    const { id } = inWeek('a mistake');
    desk.reader.bury({ id, kind: 'retracted', into: null, reason: 'It was none.', at: during });
    expect(await desk.freeze()).toMatchObject({ top: [], rest: [], moved: [], withdrawn: [] });
  });

  it('keeps a change of the week when the event is touched again before the issue is frozen', async () => {
    const done = { ...before, status: 'done' as const, updatedAt: during };
    const touched = { ...done, reports: 2, updatedAt: '2026-01-12T03:00:00.000Z' };
    const issue = await issueOf([before, done, touched]);
    expect(issue.moved.map((entry) => entry.change)).toEqual(['was announced, is now done']);
  });
});

describe('weeks without news and weeks that must wait', () => {
  it('a quiet week has an issue with no event and zero counts', async () => {
    const issue = await issueOf();
    expect(issue).toMatchObject({ top: [], rest: [], held: null, counts: { military: 0 } });
  });

  it('an issue of a week that the pipeline did not see is held, with the reason', async () => {
    const issue = await issueOf([inWeek('seen')], { health: async () => 'Only 3 of 60 sources answered.' });
    expect(issue.held).toBe('Only 3 of 60 sources answered.');
  });

  it('a week that is not over is a draft, and is not kept', async () => {
    const desk = issueDesk([inWeek('seen')], { clock: () => new Date('2026-01-08T00:00:00Z') });
    expect((await desk.freeze()).draft).toBe(true);
    expect(await desk.digests.get(WEEK)).toBeUndefined();
  });

  it('an issue stays as it was frozen whatever is recorded later', async () => {
    const desk = issueDesk([inWeek('first')]);
    const frozen = await desk.freeze();
    desk.reader.put(inWeek('second'));
    expect(await desk.freeze()).toEqual(frozen);
  });

  it('names the frictions of the week, and none of another', async () => {
    const friction = (on: string) =>
      report({
        type: 'summit',
        who: ['russia', 'china'],
        on,
        title: `A quarrel on ${on}`,
        track: 'friction',
      });
    const list = async () => ['2026-01-04', '2026-01-05', '2026-01-12'].map(friction);
    const issue = await issueOf([], { asides: { list } });
    expect(issue.frictions.map(({ title }) => title)).toEqual(['A quarrel on 2026-01-05']);
  });
});

describe('what may come next week', () => {
  const drill = (on: string, says: Partial<Event> = {}) =>
    asOn(`Joint Sea of ${on}`, `${on}T10:00:00.000Z`, {
      type: 'joint_exercise',
      series: 'Joint Sea',
      eventStart: on,
      ...says,
    });
  const expected = async (events: Event[]) =>
    (await issueOf(events)).expected.map(({ title, basis }) => `${title}: ${basis}`);

  it.each([
    {
      it: 'a series held in these days in two of four years is expected',
      events: [drill('2023-01-14'), drill('2025-01-10')],
      says: ['Joint Sea: held at this time of the year in 2023 and 2025'],
    },
    { it: 'one year makes no custom', events: [drill('2025-01-14')], says: [] },
    { it: 'another season does not count', events: [drill('2023-06-14'), drill('2025-01-14')], says: [] },
    {
      it: 'a series that was held lately is not due',
      events: [drill('2023-01-14'), drill('2024-01-14'), drill('2025-12-01')],
      says: [],
    },
    {
      it: 'what is announced for the week is named with its date',
      events: [drill('2026-01-14', { status: 'announced', firstSeen: '2026-01-02T10:00:00.000Z' })],
      says: ['Joint Sea of 2026-01-14: announced for 14 January 2026'],
    },
    {
      it: 'what is announced for the week after is not',
      events: [drill('2026-01-19', { status: 'announced', firstSeen: '2026-01-02T10:00:00.000Z' })],
      says: [],
    },
  ])('$it', async ({ events, says }) => expect(await expected(events)).toEqual(says));
});
