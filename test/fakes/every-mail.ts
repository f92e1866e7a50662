import { alertFor } from '../../shared/digest/alert-mail.tsx';
import { renderEmail } from '../../shared/digest/render-email.tsx';
import { noticeHtml } from '../../shared/subscriptions/notice-mail.tsx';
import { inWeek, issueOf, LINKS } from './digests.ts';
import { event } from './events.ts';
import { report } from './verdicts.ts';

const TYPES = ['summit', 'joint_exercise', 'energy'] as const;
const LONG = `Averyverylongwordwithoutanyspace${'x'.repeat(120)}`;
const REPORT = report({ type: 'summit', who: ['xi'], on: '2026-01-07', title: LONG });
const before = event('a drill', {
  status: 'announced',
  firstSeen: '2025-12-20T00:00:00.000Z',
  updatedAt: '2025-12-20T00:00:00.000Z',
});
const changed = { ...before, status: 'done' as const, updatedAt: '2026-01-08T00:00:00.000Z' };

/** An issue with something in each of its parts, a word that nothing breaks among the titles. */
const issueWith = async (events: number): Promise<string> => {
  const found = Array.from({ length: events }, (_, n) =>
    inWeek(n === 6 ? LONG : `Made-up event number ${n}`, { type: TYPES[n % 3] ?? 'summit', significance: n }),
  );
  const quarrel = { ...REPORT, verdict: { ...REPORT.verdict, track: 'friction' as const } };
  const rest = events > 0 ? [before, changed] : [];
  const asides = { list: async () => (events > 0 ? [quarrel] : []) };
  return renderEmail(await issueOf([...found, ...rest], { asides }), LINKS);
};

const notice = (kind: 'confirm' | 'subscribed'): string =>
  noticeHtml({ kind, link: LINKS.preferences, ...LINKS });

/** The HTML of each kind of mail, issues of no event and of many among them. */
export const everyMail: [name: string, html: () => Promise<string>][] = [
  ...[0, 1, 40, 500].map((count): [string, () => Promise<string>] => [
    `issue of ${count} events`,
    () => issueWith(count),
  ]),
  ['alert', async () => alertFor(event(LONG), [REPORT], LINKS).html],
  ['confirmation', async () => notice('confirm')],
  ['reminder of a subscription', async () => notice('subscribed')],
];
