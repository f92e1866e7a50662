import { createHash, randomBytes } from 'node:crypto';
import type { Prepared } from '../mail/deliver.ts';
import { composeMime } from '../mail/mime.nodemailer.ts';
import type { ReadSecrets } from '../subscriptions/secrets.ts';
import type { Subscriber } from '../subscriptions/subscriber.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import { signToken } from '../subscriptions/token.ts';
import { listFields, type Rendered } from './compose-message.ts';
import type { DigestLinks } from './render-email.tsx';

/** From whom mails come, and what the law wants them to say. */
export type MailSettings = { from: string; listId: string; postalAddress: string; noticesAnHour: number };

export type PersonalPorts = {
  secrets: ReadSecrets;
  settings: MailSettings;
  baseUrl: string;
  subscribers: Pick<SubscriberStore, 'get'>;
};

/** What all who chose the same read, with slots for the links that differ from reader to reader. */
export type Template = Rendered & { slots: Slots; hash: string };

type Slots = { unsubscribe: string; preferences: string };

/** A slot is a word that nobody can know beforehand, so that no headline can hold one. */
const newSlots = (): Slots => {
  const word = randomBytes(12).toString('hex');
  return { unsubscribe: `u${word}`, preferences: `p${word}` };
};

/** Renders once for many; the hash is that of the content without the links of a reader. */
export const templateOf = (ports: PersonalPorts, render: (links: DigestLinks) => Rendered): Template => {
  const slots = newSlots();
  const rendered = render(linksWith(ports, slots));
  const { subject, text, html } = filled(rendered, slots, { unsubscribe: '', preferences: '' });
  const hash = createHash('sha256').update([subject, text, html].join('\0')).digest('hex');
  return { ...rendered, slots, hash };
};

const linksWith = ({ baseUrl, settings }: PersonalPorts, tokens: Slots): DigestLinks => ({
  baseUrl,
  unsubscribe: `${baseUrl}/unsubscribe?token=${tokens.unsubscribe}`,
  preferences: `${baseUrl}/subscribe/preferences?token=${tokens.preferences}`,
  postalAddress: settings.postalAddress,
});

const filled = ({ subject, text, html }: Rendered, slots: Slots, tokens: Slots): Rendered => {
  const fill = (part: string) =>
    part.replaceAll(slots.unsubscribe, tokens.unsubscribe).replaceAll(slots.preferences, tokens.preferences);
  return { subject, text: fill(text), html: fill(html) };
};

/**
 * The raw message for one subscriber. Whoever gets it twice in spite of all can see that it is one: its Message-ID and
 * every other byte are the same.
 * @param mailing names the mail for good.
 */
const personalMail = async (
  ports: PersonalPorts,
  template: Template,
  { id, generation, address }: Subscriber,
  { mailing, date }: { mailing: string; date: Date },
): Promise<Uint8Array> => {
  const { tokenKeys } = await ports.secrets();
  const tokenFor = (purpose: 'unsubscribe' | 'preferences') =>
    signToken({ purpose, id, generation, expires: null }, tokenKeys);
  const tokens = { unsubscribe: tokenFor('unsubscribe'), preferences: tokenFor('preferences') };
  return composeMime({
    from: ports.settings.from,
    to: address,
    ...filled(template, template.slots, tokens),
    date,
    key: `${mailing} ${id}`,
    headers: listFields(ports.settings.listId, linksWith(ports, tokens)),
  });
};

/** A mailing as it is for one subscriber. */
export type Personal = {
  /** Names the mail for good. */
  mailing: string;
  date: Date;
  /** Why a confirmed subscriber does not want it; null when he does. */
  unwanted(subscriber: Subscriber): string | null;
  /** What he is to read, or why there is nothing for him. */
  template(subscriber: Subscriber): Template | { skip: string } | Promise<Template | { skip: string }>;
};

/** The mail for a subscriber as he stands now, whatever he was when the job was handed out. */
export const prepareFor = async (
  ports: PersonalPorts,
  id: string,
  { mailing, date, unwanted, template }: Personal,
): Promise<Prepared> => {
  const read = async () => (await ports.subscribers.get(id))?.subscriber;
  const refusalOf = (subscriber: Subscriber | undefined): string | null =>
    subscriber?.state === 'confirmed' ? unwanted(subscriber) : (subscriber?.state ?? 'gone');
  const subscriber = await read();
  const refused = refusalOf(subscriber);
  if (!subscriber || refused !== null) return { skip: refused ?? 'gone' };
  const found = await template(subscriber);
  if ('skip' in found) return found;
  const raw = await personalMail(ports, found, subscriber, { mailing, date });
  return { to: subscriber.address, raw, hash: found.hash, refusal: async () => refusalOf(await read()) };
};
