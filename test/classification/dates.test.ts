import { describe, expect, test } from 'vitest';
import { classify } from '../../shared/classification/classify.ts';
import { datesIn } from '../../shared/classification/dates.ts';

const PUBLISHED = '2024-05-15'; // a Wednesday

describe('dates in a text published on Wednesday 15 May 2024', () => {
  test.each([
    { lang: 'en', text: 'from March 20 to 22', gives: ['2024-03-20', '2024-03-22', 'period'] },
    { lang: 'en', text: 'on 16-17 May', gives: ['2024-05-16', '2024-05-17', 'period'] },
    { lang: 'en', text: 'on May 9', gives: ['2024-05-09', '2024-05-09', 'day'] },
    { lang: 'en', text: 'on December 28', gives: ['2023-12-28', '2023-12-28', 'day'] },
    { lang: 'en', text: 'on September 1, 2018', gives: ['2018-09-01', '2018-09-01', 'day'] },
    { lang: 'en', text: 'met on Monday', gives: ['2024-05-13', '2024-05-13', 'day'] },
    { lang: 'en', text: 'heads to Russia on Friday', gives: ['2024-05-17', '2024-05-17', 'day'] },
    { lang: 'en', text: 'prepares to fly out Thursday', gives: ['2024-05-16', '2024-05-16', 'day'] },
    { lang: 'en', text: 'was received on Thursday', gives: ['2024-05-09', '2024-05-09', 'day'] },
    { lang: 'en', text: 'meets Lavrov on Tuesday', gives: ['2024-05-14', '2024-05-14', 'day'] },
    { lang: 'en', text: 'Your Friday Briefing', gives: [undefined, undefined, undefined] },
    { lang: 'en', text: 'on Thursday', future: true, gives: ['2024-05-16', '2024-05-16', 'day'] },
    {
      lang: 'en',
      text: 'from Monday to Wednesday',
      future: true,
      gives: ['2024-05-20', '2024-05-22', 'period'],
    },
    { lang: 'en', text: 'next week', gives: ['2024-05-20', '2024-05-26', 'week'] },
    { lang: 'en', text: 'in the first four months of 2024', gives: ['2024-01-01', '2024-04-30', 'period'] },
    { lang: 'en', text: 'in April', gives: ['2024-04-01', '2024-04-30', 'month'] },
    { lang: 'ru', text: 'с 5 по 11 августа', gives: ['2024-08-05', '2024-08-11', 'period'] },
    { lang: 'ru', text: '9 мая', gives: ['2024-05-09', '2024-05-09', 'day'] },
    { lang: 'ru', text: 'в понедельник', gives: ['2024-05-13', '2024-05-13', 'day'] },
    { lang: 'ru', text: 'за четыре месяца', gives: ['2024-01-01', '2024-04-30', 'period'] },
    { lang: 'ru', text: 'вчера', gives: ['2024-05-14', '2024-05-14', 'day'] },
    { lang: 'ru', text: 'на следующей неделе', gives: ['2024-05-20', '2024-05-26', 'week'] },
    { lang: 'zh', text: '5月7日至10日', gives: ['2024-05-07', '2024-05-10', 'period'] },
    { lang: 'zh', text: '8日', gives: ['2024-05-08', '2024-05-08', 'day'] },
    { lang: 'zh', text: '将于20日', future: true, gives: ['2024-05-20', '2024-05-20', 'day'] },
    { lang: 'zh', text: '2023年12月5日', gives: ['2023-12-05', '2023-12-05', 'day'] },
    { lang: 'zh', text: '前4个月', gives: ['2024-01-01', '2024-04-30', 'period'] },
    { lang: 'zh', text: '今年上半年', gives: ['2024-01-01', '2024-06-30', 'period'] },
    { lang: 'zh', text: '下周', gives: ['2024-05-20', '2024-05-26', 'week'] },
  ] as const)('"$text" is read as $gives', ({ lang, text, gives, ...rest }) => {
    const [date] = datesIn(text, lang, PUBLISHED, 'future' in rest);
    expect([date?.eventStart, date?.eventEnd, date?.grain]).toEqual(gives);
  });
});

describe('the date of an act', () => {
  test.each([
    {
      it: 'is the day of publication where none is stated',
      title: 'Putin and Xi hold talks at the Kremlin',
      gives: ['2024-05-15', '2024-05-15', 'publication'],
    },
    {
      it: 'of a plan is the announced day, not that of the announcement',
      title: '习近平将对俄罗斯进行国事访问',
      summary: '外交部发言人13日宣布，国家主席习近平将于5月20日至22日对俄罗斯进行国事访问。',
      gives: ['2024-05-20', '2024-05-22', 'text'],
    },
    {
      it: 'of a trade figure is the data period',
      title: 'Trade between Russia and China grew 12 percent in January-April',
      summary: 'In the first four months of 2024 trade between Russia and China grew to $76 billion.',
      gives: ['2024-01-01', '2024-04-30', 'text'],
    },
    {
      it: 'runs as many days as the visit is said to last',
      title: 'Xi to visit Russia',
      summary: 'Xi Jinping will make a three-day visit to Russia starting on Monday.',
      gives: ['2024-05-20', '2024-05-22', 'text'],
    },
  ])('$it', ({ title, summary = '', gives }) => {
    const { eventStart, eventEnd, dateBasis } = classify({
      title,
      summary,
      published: `${PUBLISHED}T08:00:00Z`,
    });
    expect([eventStart, eventEnd, dateBasis?.from]).toEqual(gives);
  });
});
