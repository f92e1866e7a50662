import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import {
  choose,
  confirm,
  forget,
  linkSays,
  unsubscribe,
  whoseLink,
} from '../../../shared/subscriptions/subscribe.ts';
import { Address, Choice, choosesMail } from '../../../shared/subscriptions/subscriber.ts';
import type { Deps } from '../deps.ts';
import { document } from '../pages/layout.tsx';
import { strings } from '../pages/strings.ts';
import { SubscribePage } from '../pages/subscribe.tsx';
import { AskPage, ConfirmedPage, PreferencesPage, SaidPage } from '../pages/subscription.tsx';
import { limitedText } from '../post-route.ts';
import { ProblemError } from '../problem.ts';
import { order } from './subscriptions.ts';

type Status = 200 | 202 | 400 | 410 | 422;
type Form = Record<string, string[]>;
const words = strings.subscription;

const html = (c: Context, page: Child, status: Status = 200): Response => c.html(document(page), status);

/** The fields of a posted form, urlencoded or multipart as mail programs send it. */
const formOf = async (c: Context): Promise<Form> => {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return grouped([...new URLSearchParams(await limitedText(c))]);
  const body = await new Response(await limitedText(c), { headers: { 'content-type': type } })
    .formData()
    .catch(() => new FormData());
  return grouped([...body].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
};

const grouped = (pairs: [string, string][]): Form => {
  const form = new Map<string, string[]>();
  for (const [name, value] of pairs) form.set(name, [...(form.get(name) ?? []), value]);
  return Object.fromEntries(form);
};

const tokenIn = (c: Context, form: Form = {}): string => c.req.query('token') ?? form.token?.[0] ?? '';

/** What a form says of the choice, and what is wrong with it; an unticked box is not sent at all. */
const choiceIn = (form: Form): { choice: Choice; problem: string | null } => {
  const ticked = {
    categories: form.categories ?? [],
    tracks: form.tracks ?? [],
    weekly: form.weekly?.[0] === 'yes',
    alertAt: form.alertAt?.[0] ? Number(form.alertAt[0]) : null,
  };
  const { data } = Choice.safeParse(ticked);
  if (!data) return { choice: shownAgain(ticked), problem: words.noChoice };
  return { choice: data, problem: choosesMail(data) ? null : words.noMail };
};

/** A choice that cannot be taken, as far as a form can show it. */
const shownAgain = ({ weekly, tracks }: { weekly: boolean; tracks: string[] }): Choice => ({
  categories: [],
  tracks: tracks.includes('friction') ? ['friction'] : [],
  weekly,
  alertAt: null,
});

const portsOf = async ({ subscriptions }: Deps) => {
  if (!subscriptions) throw new ProblemError('unavailable', words.off);
  return subscriptions();
};

const said = (c: Context, deps: Deps, key: keyof typeof words.said, status: Status = 200): Response =>
  html(c, <SaidPage said={words.said[key]} baseUrl={deps.baseUrl} />, status);

const subscribePage = async (c: Context, deps: Deps): Promise<Response> => {
  const form = await formOf(c);
  const { choice, problem } = choiceIn(form);
  const address = Address.safeParse(form.email?.[0]?.trim()).data;
  if (address && !problem) {
    await order(deps, c, address, choice, 'page');
    return said(c, deps, 'asked', 202);
  }
  const kept = { address: form.email?.[0], choice, problem: address ? problem : words.noAddress };
  return html(c, <SubscribePage baseUrl={deps.baseUrl} open {...kept} />, 422);
};

const STATUS = { confirmed: 200, already: 200, invalid: 400, expired: 410 } as const;

/** Shows one button; nothing changes before it is pressed, since mail scanners open every link. */
const ask =
  (key: 'confirm' | 'leave', purpose: 'confirm' | 'unsubscribe', action: string) =>
  async (c: Context, deps: Deps): Promise<Response> => {
    const token = tokenIn(c);
    const says = await linkSays(await portsOf(deps), token, purpose);
    if (says !== 'good') return said(c, deps, says, STATUS[says]);
    return html(c, <AskPage asked={words.ask[key]} action={action} token={token} baseUrl={deps.baseUrl} />);
  };

const confirmPage = async (c: Context, deps: Deps): Promise<Response> => {
  const done = await confirm(await portsOf(deps), tokenIn(c, await formOf(c)));
  if (done.outcome !== 'confirmed') return said(c, deps, done.outcome, STATUS[done.outcome]);
  return html(c, <ConfirmedPage {...done} baseUrl={deps.baseUrl} />);
};

const leavePage = async (c: Context, deps: Deps): Promise<Response> => {
  const outcome = await unsubscribe(await portsOf(deps), tokenIn(c, await formOf(c)));
  return outcome === 'done' ? said(c, deps, 'left') : said(c, deps, 'invalid', 400);
};

const preferencesPage = async (c: Context, deps: Deps): Promise<Response> => {
  const token = tokenIn(c);
  const subscriber = await whoseLink(await portsOf(deps), token);
  if (!subscriber) return said(c, deps, 'expired', 410);
  return html(c, <PreferencesPage subscriber={subscriber} token={token} baseUrl={deps.baseUrl} />);
};

const choosePage = async (c: Context, deps: Deps): Promise<Response> => {
  const form = await formOf(c);
  const token = tokenIn(c, form);
  const { choice, problem } = choiceIn(form);
  const ports = await portsOf(deps);
  const subscriber = problem ? await whoseLink(ports, token) : await choose(ports, token, choice);
  if (!subscriber) return said(c, deps, 'expired', 410);
  const shown = problem ? { subscriber: { ...subscriber, choice }, problem } : { subscriber, saved: true };
  return html(c, <PreferencesPage {...shown} token={token} baseUrl={deps.baseUrl} />, problem ? 422 : 200);
};

const forgetPage = async (c: Context, deps: Deps): Promise<Response> =>
  (await forget(await portsOf(deps), tokenIn(c, await formOf(c))))
    ? said(c, deps, 'forgotten')
    : said(c, deps, 'expired', 410);

export const SUBSCRIPTION_PAGES = {
  subscribe: subscribePage,
  askToConfirm: ask('confirm', 'confirm', '/subscribe/confirm'),
  confirm: confirmPage,
  askToLeave: ask('leave', 'unsubscribe', '/unsubscribe'),
  leave: leavePage,
  preferences: preferencesPage,
  choose: choosePage,
  forget: forgetPage,
} as const;
