import { describe, expect, it, test } from 'vitest';
import { classify } from '../../shared/classification/classify.ts';
import actors from '../../shared/classification/lexicon/actors.json' with { type: 'json' };
import words from '../../shared/classification/lexicon/words.json' with { type: 'json' };

const read = (title: string, day = '2024-05-15') =>
  classify({ title, summary: '', published: `${day}T00:00:00Z` });

describe('the parties', () => {
  test.each([
    { it: 'Xi in English', title: 'Xi meets Putin in Moscow', has: ['CN.HEAD', 'RU.HEAD'] },
    { it: 'Xi in Russian', title: 'Путин встретился с Си Цзиньпином', has: ['CN.HEAD', 'RU.HEAD'] },
    { it: 'Xi in simplified Chinese', title: '习近平会见普京', has: ['CN.HEAD', 'RU.HEAD'] },
    { it: 'Xi in traditional Chinese', title: '習近平會見俄羅斯總統普京', has: ['CN.HEAD', 'RU.HEAD'] },
    { it: 'a foreign minister', title: 'Wang Yi meets Lavrov in Beijing', has: ['CN.MFA', 'RU.MFA'] },
    { it: 'firms', title: 'CNPC and Gazprom sign gas contract', has: ['CN.FIRM.cnpc', 'RU.FIRM.gazprom'] },
  ])('$it go by their office', ({ title, has }) => {
    expect(read(title).actors.map(({ id }) => id)).toEqual(expect.arrayContaining(has));
  });

  test.each([
    { day: '2010-09-27', office: 'RU.HEAD' },
    { day: '2015-09-27', office: 'RU.PM' },
    { day: '2021-09-27', office: 'RU.DSEC' },
  ])('Medvedev is $office on $day', ({ day, office }) => {
    const { actors: found } = read('Дмитрий Медведев встретился с председателем КНР', day);
    expect(found.map(({ id }) => id)).toContain(office);
  });

  it('are not taken from look-alikes', () => {
    expect(read('习近平会见白俄罗斯总统').relevant).toBe(false);
    expect(read('Medvedev beats rival in China Open final').relevant).toBe(false);
  });
});

describe('place, series and number', () => {
  test.each([
    {
      title: 'Russia and China hold 10th joint air patrol over Sea of Japan',
      series: 'Joint air patrol',
      ordinal: 10,
      place: 'Sea of Japan',
    },
    {
      title: '中俄“海上联合-2024”演习在南海举行',
      series: 'Joint Sea',
      ordinal: null,
      place: 'South China Sea',
    },
    { title: 'Лавров прибыл в Пекин на переговоры с Ван И', series: null, ordinal: null, place: 'Beijing' },
  ])('"$title"', ({ title, series, ordinal, place }) => {
    const verdict = read(title);
    expect([verdict.series, verdict.ordinal, verdict.place]).toEqual([series, ordinal, place]);
  });
});

describe('side tracks', () => {
  test.each([
    { title: 'Lavrov says ties with China have no limits', track: 'statement', wedge: null },
    { title: '普京：中国是俄罗斯最可靠的伙伴', track: 'statement', wedge: null },
    { title: 'China shuts land crossing with Russia', track: 'friction', wedge: 'other' },
    { title: 'Россия приостановила въезд граждан Китая', track: 'friction', wedge: 'other' },
    { title: 'Is Russia becoming a junior partner to China?', track: 'friction', wedge: 'junior partner' },
    { title: 'China denies sending drones to Russia', track: 'watch', wedge: null },
  ])('"$title" is kept apart as $track', ({ title, track, wedge }) => {
    const verdict = read(title);
    expect([verdict.relevant, verdict.track, verdict.wedge]).toEqual([false, track, wedge]);
  });
});

describe('the lexicon', () => {
  const phrases = [...actors.actors, ...words.classes].flatMap(({ en, ru, zh }) => [...en, ...ru, ...zh]);

  it('has a star at the end of a word only', () => {
    expect(phrases.length).toBeGreaterThan(5000);
    expect(phrases.filter((phrase) => /\*[^ [*]/.test(phrase) || /(?:^| )\*(?: |$)/.test(phrase))).toEqual(
      [],
    );
  });

  it('lets nobody begin an office after leaving it', () => {
    const dated = (actors.actors as { id: string; from?: string; to?: string }[]).filter(
      ({ from, to }) => from && to,
    );
    expect(dated.length).toBeGreaterThan(20);
    expect(dated.filter(({ from = '', to = '' }) => from > to)).toEqual([]);
  });
});

describe('the status', () => {
  test.each([
    { title: 'Xi Jinping heads to Moscow on Friday for talks with Putin', status: 'announced' },
    { title: 'Xi Jinping arrives in Moscow for talks with Putin', status: 'under way' },
    { title: 'В Японском море прошли учения кораблей России и Китая', status: 'done' },
    { title: 'В Японском море идут совместные учения кораблей России и Китая', status: 'under way' },
  ])('of "$title" is $status', ({ title, status }) => expect(read(title).status).toBe(status));
});

describe('the type', () => {
  test.each([
    {
      it: 'a deal that somebody shies away from is not what the meeting is called by',
      title: 'Xi meets Putin in Moscow but hesitates on a gas deal',
      type: 'summit',
    },
    {
      it: 'a call to a third party is none between the two',
      title: 'Xi to meet Putin in Moscow and speak with President Zelensky',
      type: 'summit',
    },
    { it: 'a call of the two is one', title: 'Xi speaks with Putin by phone about Ukraine', type: 'call' },
  ])('$it', ({ title, type }) => expect(read(title).type).toBe(type));
});
