import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { Address, Choice, choosesMail } from '../../../shared/subscriptions/subscriber.ts';
import type { Deps } from '../deps.ts';
import { definePost, type PostRoute } from '../post-route.ts';
import { ProblemError } from '../problem.ts';

const Order = z
  .strictObject({ email: Address, ...Choice.shape })
  .refine(choosesMail, { path: ['weekly'], error: 'Neither the weekly issue nor alerts are wanted.' })
  .meta({ id: 'Order', description: 'What is left out has its default.' });
const Ordered = z.object({ message: z.string().max(200) }).meta({ id: 'Ordered' });

const MESSAGE = 'If mails may be sent to this address, one is on its way that asks for a confirmation.';

/** Answers that concern one person are nobody else's: not kept, not listed. */
export const privately = (response: Response): Response => {
  response.headers.set('cache-control', 'no-store');
  response.headers.set('x-robots-tag', 'noindex');
  return response;
};

export const subscriptionRoutes = (deps: Deps): PostRoute[] => [
  definePost({
    path: '/v1/subscriptions',
    operationId: 'subscribe',
    summary: 'Ask for mails at an address',
    description:
      'A mail asks for a confirmation; nothing else is sent before it is given. The answer is the same for every address, so that nobody can learn who is subscribed.',
    tag: 'subscriptions',
    body: Order,
    answer: {
      status: 202,
      description: 'The wish was taken.',
      schema: Ordered,
      example: { message: MESSAGE },
    },
    problems: ['bad-request', 'too-large', 'unsupported-type', 'unprocessable', 'unavailable'],
    example: { email: 'reader@example.org', categories: ['military'], weekly: true },
    async run(c, { email, ...choice }) {
      await order(deps, c, email, choice, 'api');
      return privately(c.json({ message: MESSAGE }, 202));
    },
  }),
];

/** @throws ProblemError where mails cannot be ordered, or too many were from one network. */
export const order = async (
  deps: Deps,
  c: Context,
  address: string,
  choice: Choice,
  source: 'api' | 'page',
): Promise<void> => {
  if (!deps.subscriptions)
    throw new ProblemError('unavailable', 'Mail cannot be ordered on this installation.');
  const [{ subscribe }, ports] = await Promise.all([
    import('../../../shared/subscriptions/subscribe.ts'),
    deps.subscriptions(),
  ]);
  const done = await subscribe(ports, { address, choice, source, ip: deps.clientOf(c) });
  if (done.outcome === 'accepted') return;
  const seconds = Math.max(1, Math.ceil((done.until.getTime() - deps.clock().getTime()) / 1000));
  c.header('retry-after', String(seconds));
  throw new ProblemError(
    'too-many-requests',
    `Too many were asked for from your network; go on in ${Math.ceil(seconds / 60)} minutes.`,
  );
};

/** The pages that links in mails lead to, and the form; loaded when the first is asked for. */
export const addSubscriptionPages = (app: Hono, deps: Deps): void => {
  const handlers = () => import('./subscription-pages.tsx');
  const page =
    (name: keyof Awaited<ReturnType<typeof handlers>>['SUBSCRIPTION_PAGES']) =>
    async (c: Context): Promise<Response> =>
      privately(await (await handlers()).SUBSCRIPTION_PAGES[name](c, deps));
  app.post('/subscribe', page('subscribe'));
  app.get('/subscribe/confirm', page('askToConfirm')).post(page('confirm'));
  app.get('/unsubscribe', page('askToLeave')).post(page('leave'));
  app.get('/subscribe/preferences', page('preferences')).post(page('choose'));
  app.post('/subscribe/delete', page('forget'));
};
