import PostalMime from 'postal-mime';
import { createApp } from '../../functions/api/app.tsx';
import { subscriberIdOf } from '../../shared/subscriptions/subscriber.ts';
import type { SubscriberStore } from '../../shared/subscriptions/subscriber-store.ts';
import { type Claims, signToken, type TokenKey } from '../../shared/subscriptions/token.ts';
import { SECRETS, sendingDesk } from './desk.ts';

export const BASE = 'https://amur.example';
export const FORM = 'application/x-www-form-urlencoded';

/** Writes down what is asked of a store before it is done. */
const watched = (store: SubscriberStore, calls: string[]): SubscriberStore =>
  Object.fromEntries(
    Object.entries(store).map(([name, run]) => [
      name,
      (...given: never[]) => {
        calls.push(name);
        return (run as (...all: never[]) => unknown)(...given);
      },
    ]),
  ) as SubscriberStore;

/** The front door and a mailbox behind it: whoever asks here for mails finds in the box what was sent. */
export const readersDesk = async () => {
  const desk = await sendingDesk();
  const calls: string[] = [];
  const { send } = desk.ports.mails;
  desk.ports.subscribers = watched(desk.ports.subscribers, calls);
  desk.ports.mails = {
    send: (messages) => {
      calls.push('send');
      return send(messages);
    },
  };
  const ring: TokenKey[] = [...(await SECRETS()).tokenKeys];
  desk.ports.secrets = async () => ({ ...(await SECRETS()), tokenKeys: ring });
  const app = createApp({
    events: desk.ports.events,
    clock: desk.ports.clock,
    baseUrl: BASE,
    subscriptions: async () => desk.ports,
    clientOf: (c) => c.req.header('x-from') ?? '192.0.2.1',
  });
  const { hashSalt } = await SECRETS();
  const idOf = (address: string) => subscriberIdOf(address, hashSalt);
  const found = async (address: string) => (await desk.ports.subscribers.get(idOf(address)))?.subscriber;
  const post = (path: string, fields: Record<string, string | string[]>) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': FORM },
      body: new URLSearchParams(
        Object.entries(fields).flatMap(([name, values]) =>
          [values].flat().map((value): [string, string] => [name, value]),
        ),
      ).toString(),
    });
  return {
    ...desk,
    app,
    calls,
    /** The keys that sign links; put a new one first to rotate them. */
    ring,
    idOf,
    found,
    post,
    ask: (body: unknown, from = '192.0.2.1') =>
      app.request('/v1/subscriptions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-from': from },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** Works off the queue. @returns the subjects of the mails that came of it. */
    async mailed(): Promise<string[]> {
      const before = desk.mailer.sent.length;
      await desk.work();
      const mails = desk.mailer.sent.slice(before);
      return Promise.all(mails.map(async ({ raw }) => (await PostalMime.parse(raw)).subject ?? ''));
    },
    /** The link of the last mail, without the host. */
    async link(): Promise<string> {
      const raw = desk.mailer.sent.at(-1)?.raw ?? '';
      const [, link = ''] =
        ((await PostalMime.parse(raw)).text ?? '').match(`${BASE}(/\\S+token=\\S+)`) ?? [];
      return link;
    },
    token: (purpose: Claims['purpose'], address: string, says: Partial<Claims> = {}) =>
      signToken({ purpose, id: idOf(address), generation: 1, expires: null, ...says }, ring),
  };
};

export type ReadersDesk = Awaited<ReturnType<typeof readersDesk>>;

/** Asks, opens the mail and presses its button. */
export const joined = async (desk: ReadersDesk, address: string, choice: object = {}): Promise<void> => {
  await desk.ask({ email: address, ...choice });
  await desk.mailed();
  await desk.app.request(await desk.link(), { method: 'POST' });
};
