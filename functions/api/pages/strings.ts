import type { Category, EventType } from '../../../shared/classification/verdict.ts';
import type { EventStatus, Origin } from '../../../shared/events/event.ts';

/** Interface strings in English; a table of another language must have the same members. */
const EN = {
  name: 'Amur',
  motto: 'Russia and China, event by event',
  skip: 'Skip to the content',
  main: 'Main',
  nav: {
    '/': 'Timeline',
    '/article': 'The article, checked',
    '/series': 'Series',
    '/tracks': 'Side tracks',
    '/digests': 'Weekly issues',
    '/sources': 'Sources',
    '/method': 'Method',
    '/docs': 'API',
    '/subscribe': 'Subscribe',
  },
  categories: { military: 'Military', economic: 'Economic', diplomatic: 'Diplomatic' } satisfies Record<
    Category,
    string
  >,
  origins: { article: 'Article', chronology: 'Chronology', live: 'Live' } satisfies Record<Origin, string>,
  originsLong: {
    article: 'The article',
    chronology: 'The chronology',
    live: 'The live record',
  } satisfies Record<Origin, string>,
  statuses: {
    announced: 'announced',
    expected: 'expected',
    'under way': 'under way',
    done: 'done',
    cancelled: 'called off',
    alleged: 'alleged',
    denied: 'denied',
  } satisfies Record<EventStatus, string>,
  types: {
    joint_exercise: 'joint exercise',
    joint_patrol: 'joint patrol',
    arms_transfer: 'arms transfer',
    port_visit: 'port visit',
    military_talks: 'military talks',
    trade_figures: 'trade figures',
    energy: 'energy',
    payment_currency: 'payments and currency',
    technology: 'technology',
    infrastructure: 'infrastructure',
    investment: 'investment',
    mobility: 'travel and visas',
    economic_talks: 'economic talks',
    summit: 'summit',
    visit: 'visit',
    call: 'call',
    joint_statement: 'joint statement',
    un_vote: 'UN vote',
    ministerial_talks: 'ministerial talks',
    agreement: 'agreement',
    multilateral: 'multilateral meeting',
    aid: 'aid',
    message: 'message between leaders',
  } satisfies Record<EventType, string>,
  languages: { en: 'English', ru: 'Russian', zh: 'Chinese' } as Record<string, string>,
  tiers: {
    state: 'state media',
    government: 'government',
    private: 'private press',
    independent: 'independent press',
    western: 'western press',
    regional: 'regional press',
    analysis: 'analysis',
    defence: 'defence press',
    aggregator: 'aggregator',
    other: 'press',
  } as Record<string, string>,
  home: {
    title: 'Amur: Russia and China, event by event',
    description:
      'A live timeline of Sino-Russian cooperation: what happened, when, who says so, and how sure it is.',
    question: 'Are Russia and China really getting closer?',
    answer: (from: number, to: number): string =>
      `What reports miss least, on record in ${from}–${to} and in the ten years since:`,
    against: 'then',
    list: 'The timeline',
    fresh: 'New in the last seven days',
    none: 'No event matches these filters. Widen the dates, take fewer words, or clear the filters.',
    empty: 'The record is empty so far. Events appear here as soon as the first ones are found.',
    older: 'Older events',
    clear: 'Clear the filters',
    articleEnds: 'Here the article ends. What stands above happened later, or was found elsewhere.',
  },
  series: { all: (count: number): string => `All ${count} of this series` },
  filter: {
    category: 'Category',
    toldBy: 'Told by',
    from: 'From',
    to: 'To',
    words: 'Words',
    actor: 'Party',
    any: 'any',
    messages: 'with leaders’ telegrams',
    show: 'Show',
  },
  charts: {
    figures: 'The figures as a table',
    period: 'Period',
    notCovered: 'not covered',
    hatched: 'hatched: not covered by any source',
    articleEnds: 'the article ends',
    liveBegins: 'feeds read from here on',
  },
  event: {
    when: 'When',
    where: 'Where',
    who: 'Who',
    others: 'Others named',
    what: 'What',
    series: 'Series',
    sure: 'How sure',
    record: 'This record',
    ladder: 'How far it has come',
    told: 'Told before',
    sources: 'Who reports it',
    differ: 'Where the reports differ',
    related: 'Related events',
    history: 'History of this record',
    cite: 'Cite this record',
    wrong: 'Something wrong?',
    report: 'How to report an error',
    retracted: 'This event was retracted',
    why: 'Why it was believed',
    noReports: 'No report was found in the feeds; people put this event on record.',
    basis: {
      text: 'as the reports state it',
      publication: 'the day of the first report, since no report states a date',
      seed: 'as people coded it',
    },
    fields: {
      eventStart: 'First day',
      eventEnd: 'Last day',
      place: 'Place',
      type: 'Kind of act',
      figure: 'Figure',
      status: 'Status',
    },
    links: { partOf: 'Part of', follows: 'Follows', sameSeries: 'Same series' },
    kinds: {
      actor: 'a party',
      trigger: 'an act',
      relation: 'who acts with whom',
      cue: 'what speaks for or against',
      model: 'learnt words',
      bias: 'where every report begins',
    },
  },
  subscription: {
    title: 'Subscribe',
    description: 'One mail a week with what happened between Russia and China.',
    deck: 'One mail each Monday with what happened in the week before, why it matters, and how sure it is.',
    off: 'Mail cannot be ordered on this installation.',
    instead: 'Without mail, the same is in the',
    address: 'E-mail address',
    categories: 'Events of these categories',
    besides: 'And beside them',
    frictions: 'frictions between the two',
    when: 'When',
    weekly: 'the issue each Monday',
    alerts: 'Alerts, three a day at most, for confirmed events',
    levels: [
      { value: '', label: 'no alerts' },
      { value: '80', label: 'of the first rank' },
      { value: '60', label: 'of high rank' },
      { value: '40', label: 'of middle rank or more' },
    ],
    levelOf: (significance: number): string => `of significance ${significance} or more`,
    order: 'Subscribe',
    consent:
      'A mail will ask you to confirm. Your address is kept for these mails alone, given to nobody, and deleted when you say so. Each mail has a link that ends them.',
    noAddress: 'This is no e-mail address that mail can be sent to.',
    noChoice: 'Choose one category at least.',
    noMail: 'Choose the weekly issue, alerts, or both; otherwise no mail would ever come.',
    earlier: 'The latest issues',
    change: 'See or change what you get',
    back: 'Back to the timeline',
    preferences: 'What you get',
    mailsTo: (address: string): string => `Mails go to ${address}.`,
    noMailsTo: (address: string): string => `No mails go to ${address} any more.`,
    saved: 'Saved.',
    save: 'Save',
    forget: {
      title: 'Delete my data',
      text: 'Deletes your address and everything else that is kept about you. Mails end with it.',
      button: 'Delete my data',
    },
    ask: {
      confirm: {
        title: 'Confirm your subscription',
        text: 'Press the button, and the mails begin.',
        button: 'Confirm',
      },
      leave: {
        title: 'End the mails',
        text: 'Press the button, and no more mails come.',
        button: 'Unsubscribe',
      },
    },
    said: {
      asked: {
        title: 'Look into your mailbox',
        text: 'If mails may be sent to this address, one is on its way that asks you to confirm.',
      },
      confirmed: { title: 'You are subscribed', text: 'The mails begin with the next issue.' },
      confirmedAlerts: {
        title: 'You are subscribed',
        text: 'A mail comes when something of the rank that you chose has happened.',
      },
      already: { title: 'You are subscribed already', text: 'Nothing more is to be done.' },
      invalid: {
        title: 'The link is not valid',
        text: 'Perhaps it was cut in two. Open it whole from the mail.',
      },
      expired: {
        title: 'The link works no more',
        text: 'It is too old, or the subscription has ended. You can subscribe again at any time.',
      },
      left: { title: 'You get no more mails', text: 'You can subscribe again at any time.' },
      forgotten: {
        title: 'Your data are deleted',
        text: 'Your address is kept no more, and no mail comes. That mails were sent stays noted for 400 days, under a code that holds no address.',
      },
    },
  },
  verdicts: {
    holds: 'Holds',
    'holds in part': 'Holds in part',
    imprecise: 'Imprecise',
    incomplete: 'Incomplete',
    wrong: 'Wrong',
    interpretation: 'Interpretation',
    'not verified': 'Not verified',
    open: 'Open',
  },
} as const;

type Worded<T> = T extends readonly (infer E)[]
  ? readonly Worded<E>[]
  : T extends string
    ? string
    : T extends (...given: infer G) => string
      ? (...given: G) => string
      : { readonly [K in keyof T]: Worded<T[K]> };

/** What a table of another language has to provide. */
export type Strings = Worded<typeof EN>;
export const strings: Strings = EN;

export const languageName = (code: string): string => strings.languages[code] ?? code;
export const tierName = (group: string): string => strings.tiers[group] ?? group;
export const typeName = (type: string): string =>
  (strings.types as Record<string, string>)[type] ?? type.replaceAll('_', ' ');
