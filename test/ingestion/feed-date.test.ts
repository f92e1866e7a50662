import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedDate } from '../../shared/ingestion/feed-date.ts';

const NOW = Date.parse('2026-01-15T12:00:00Z');
const T = '2023-03-20T10:00:00.000Z'; // the instant that most rows write
const D = '2023-03-20T00:00:00.000Z';

const READ: [string, string][] = [
  ['Mon, 20 Mar 2023 10:00:00 GMT', T],
  ['Mon, 20 Mar 2023 10:00:00 +0000', T],
  ['Mon, 20 Mar 2023 10:00 GMT', T],
  ['20 Mar 2023 10:00:00 GMT', T],
  ['Mon,20 Mar 2023 10:00:00 GMT', T],
  ['Mon 20 Mar 2023 10:00:00 GMT', T],
  ['Monday, 20 March 2023 10:00:00 GMT', T],
  ['mon, 20 mar 2023 10:00:00 gmt', T],
  ['MON, 20 MAR 2023 10:00:00 GMT', T],
  ['Tue, 20 Mar 2023 10:00:00 GMT', T],
  ['Mon, 20 Mar 23 10:00:00 GMT', T],
  ['Mon, 20 Mar 2023 10:00:00 UT', T],
  ['Mon, 20 Mar 2023 10:00:00 Z', T],
  ['Mon, 20 Mar 2023 10:00:00 UTC', T],
  ['Mon, 20 Mar 2023 13:00:00 +0300', T],
  ['Mon, 20 Mar 2023 13:00:00 +03:00', T],
  ['Mon, 20 Mar 2023 13:00:00 +3', T],
  ['Mon, 20 Mar 2023 13:00:00 GMT+3', T],
  ['Mon, 20 Mar 2023 13:00:00 GMT+0300', T],
  ['Mon, 20 Mar 2023 13:00:00 UTC+03:00', T],
  ['Mon, 20 Mar 2023 13:00:00 MSK', T],
  ['Mon, 20 Mar 2023 18:00:00 +0800 (CST)', T],
  ['Mon, 20 Mar 2023 05:00:00 EST', T],
  ['Mon, 20 Mar 2023 06:00:00 EDT', T],
  ['Mon, 20 Mar 2023 02:00:00 PST', T],
  ['Mon, 20 Mar 2023 11:00:00 CET', T],
  ['Mon, 20 Mar 2023 15:30:00 IST', T],
  ['Mon, 20 Mar 2023 10:00:00 -0000', T],
  ['Mon, 20 Mar 2023 10:00:00.123 GMT', T],
  ['Mon,  20  Mar  2023  10:00:00  GMT', T],
  ['  Mon, 20 Mar 2023 10:00:00 GMT\n', T],
  ['Mon, 6 Mar 2023 10:00:00 GMT', '2023-03-06T10:00:00.000Z'],
  ['Mon, 06 Mar 2023 1:00:00 GMT', '2023-03-06T01:00:00.000Z'],
  ['Mon Mar 20 10:00:00 2023', T],
  ['Mon Mar 20 10:00:00 GMT 2023', T],
  ['Mon Mar 20 2023 13:00:00 GMT+0300 (Moscow Standard Time)', T],
  ['Mar 20, 2023 10:00 AM', T],
  ['March 20, 2023, 10:00 am GMT', T],
  ['March 20, 2023 at 10:00 AM', T],
  ['20-Mar-2023 10:00:00', T],
  ['20-Mar-23', D],
  ['March 20, 2023', D],
  ['20 March 2023', D],
  ['2023-03-20T10:00:00Z', T],
  ['2023-03-20t10:00:00z', T],
  ['2023-03-20T10:00Z', T],
  ['2023-03-20T10:00:00+00:00', T],
  ['2023-03-20T13:00:00+0300', T],
  ['2023-03-20T13:00:00+03', T],
  ['2023-03-20 13:00:00 +0300', T],
  ['2023-03-20 10:00:00 UTC', T],
  ['2023-03-20 10:00:00', T],
  ['2023-03-20T10:00:00.5Z', '2023-03-20T10:00:00.500Z'],
  ['2023-03-20T10:00:00.123456Z', '2023-03-20T10:00:00.123Z'],
  ['20230320T100000Z', T],
  ['20230320', D],
  ['2023-03-20', D],
  ['2023-03', '2023-03-01T00:00:00.000Z'],
  ['2023-03-19T24:00:00Z', D],
  ['2023-03-20T09:59:60Z', '2023-03-20T09:59:59.000Z'],
  ['2023-03-20T10:00:00-00:00', T],
  ['2023-03-20 10:00', T],
  ['20 марта 2023, 10:00', T],
  ['20 марта 2023 г. 10:00', T],
  ['Пн, 20 мар 2023 10:00:00 +0000', T],
  ['понедельник, 20 марта 2023 г., 13:00 МСК', T],
  ['20.03.2023 10:00', T],
  ['20.03.2023, 10:00:00', T],
  ['20.03.23 10:00', T],
  ['10:00, 20 марта 2023', T],
  ['20 МАРТА 2023', D],
  ['2023年3月20日 18:00', T],
  ['2023年03月20日18:00:00', T],
  ['2023年3月20日18时00分', T],
  ['2023年3月20日18点', T],
  ['2023年3月20日 下午6:00', T],
  ['2023年3月20日 上午10:00', '2023-03-20T02:00:00.000Z'],
  ['2023年3月20日', '2023-03-19T16:00:00.000Z'],
  ['2023/3/20 10:00', T],
  ['2023/03/20 10:00:00', T],
  ['2023.03.20 10:00', T],
  ['03/20/2023 10:00', T],
  ['20/03/2023 10:00', T],
  ['3/4/2023 10:00 PM', '2023-03-04T22:00:00.000Z'],
  ['1679306400', T],
  ['1679306400000', T],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-01-15T13:00:00Z', '2026-01-15T13:00:00.000Z'],
];

const REFUSED = [
  '',
  'now',
  'Mon, 31 Feb 2023 10:00:00 GMT',
  '2023-02-29',
  '2023-13-01',
  '2023-00-10',
  'Mon, 20 Mar 2023 25:00:00 GMT',
  'Mon, 20 Mar 2023 10:61:00 GMT',
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '0000-00-00 00:00:00',
  '2026-01-17T13:00:00Z',
  '2099-01-01',
  '9999-12-31T23:59:59Z',
  'Mon, 20 Foo 2023 10:00:00 GMT',
  '0',
  '12',
  '99999999999999999999',
  'constructor',
  '20 constructor 2023',
  'NaN',
  'Infinity',
];

describe('a date of a feed', () => {
  it.each(READ)('"%s" is read', (raw, gives) => expect(feedDate(raw, 0, NOW)).toBe(gives));

  it.each(REFUSED)('"%s" is none', (raw) => expect(feedDate(raw, 0, NOW)).toBeNull());

  it.each([
    { raw: '2023-03-20 10:00:00', offset: 180, gives: '2023-03-20T07:00:00.000Z' },
    { raw: 'Mon, 20 Mar 2023 10:00:00', offset: 180, gives: '2023-03-20T07:00:00.000Z' },
    { raw: '20 марта 2023, 10:00', offset: 180, gives: '2023-03-20T07:00:00.000Z' },
    { raw: '20.03.2023 10:00', offset: 180, gives: '2023-03-20T07:00:00.000Z' },
    { raw: '2023-03-20 10:00:00', offset: 480, gives: '2023-03-20T02:00:00.000Z' },
    { raw: '2023/3/20 10:00', offset: 480, gives: '2023-03-20T02:00:00.000Z' },
    { raw: '2023-03-20', offset: 480, gives: '2023-03-19T16:00:00.000Z' },
    { raw: '2023-03-20T10:00:00', offset: -300, gives: '2023-03-20T15:00:00.000Z' },
    { raw: '2023-03-20T10:00:00Z', offset: 480, gives: T },
    { raw: 'Mon, 20 Mar 2023 10:00:00 GMT', offset: 180, gives: T },
    { raw: '1679306400', offset: 180, gives: T },
  ])('"$raw" from a source $offset minutes east is $gives', ({ raw, offset, gives }) =>
    expect(feedDate(raw, offset, NOW)).toBe(gives),
  );

  it('may be a day ahead of the clock and no more', () => {
    const ahead = (hours: number) => new Date(NOW + hours * 3_600_000).toUTCString();
    expect(feedDate(ahead(24), 0, NOW)).not.toBeNull();
    expect(feedDate(ahead(25), 0, NOW)).toBeNull();
  });

  it('comes back as it went out, in every form that JavaScript writes', () => {
    const instant = fc.date({ min: new Date('1990-01-02'), max: new Date(NOW), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (date) => {
        expect(feedDate(date.toISOString(), 0, NOW)).toBe(date.toISOString());
        expect(Date.parse(feedDate(date.toUTCString(), 0, NOW) ?? '')).toBe(
          Math.floor(date.getTime() / 1000) * 1000,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, and gives an instant or nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -720, max: 840 }), (raw, offset) => {
        const read = feedDate(raw, offset, NOW);
        return read === null || !Number.isNaN(Date.parse(read));
      }),
      { numRuns: 2000 },
    );
  });
});
