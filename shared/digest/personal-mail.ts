import { createHash, randomBytes } from 'node:crypto';
import { composeMime } from '../mail/mime.nodemailer.ts';
import type { ReadSecrets } from '../subscriptions/secrets.ts';
import type { Subscriber } from '../subscriptions/subscriber.ts';
import { signToken } from '../subscriptions/token.ts';
import { listFields, type Rendered } from './compose-message.ts';
import type { DigestLinks } from './render-email.tsx';

/** From whom mails come, and what the law wants them to say. */
export type MailSettings = { from: string; listId: string; postalAddress: string };

export type PersonalPorts = { secrets: ReadSecrets; settings: MailSettings; baseUrl: string };

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
export const personalMail = async (
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
