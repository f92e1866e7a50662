import type { Event } from '../events/event.ts';
import type { EventReader } from '../events/event-store.ts';
import { type DeliveryPorts, deliver } from '../mail/deliver.ts';
import { patiently } from '../mail/patiently.ts';
import { endOfDay } from '../platform/clock.ts';
import type { Subscriber } from '../subscriptions/subscriber.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import { alertFor } from './alert-mail.tsx';
import { type Personal, type PersonalPorts, prepareFor, type Template, templateOf } from './personal-mail.ts';

const MOST = 3; // a day and subscriber

export type AlertDeliveryPorts = DeliveryPorts &
  PersonalPorts & {
    subscribers: Pick<SubscriberStore, 'get' | 'use'>;
    events: Pick<EventReader, 'get' | 'reports'>;
    wait(milliseconds: number): Promise<void>;
    /** Of its own, since alerts need not wait for an issue. */
    alertPace: DeliveryPorts['pace'];
  };

/** Whether a subscriber asked for a mail of its own about such an event. */
export const wantsAlert = (
  { choice: { alertAt, categories } }: Subscriber,
  { significance, category, secondary }: Event,
): boolean =>
  alertAt !== null &&
  significance >= alertAt &&
  [category, ...secondary].some((one) => categories.includes(one));

/**
 * Mails one event to some of those who asked for that. One that was retracted or doubted meanwhile is not sent.
 * @throws Error where a later attempt may succeed, so that the queue brings the job back.
 */
export const deliverAlert = async (
  ports: AlertDeliveryPorts,
  { eventId, ids }: { eventId: string; ids: readonly string[] },
): Promise<void> => {
  const found = await ports.events.get(eventId);
  if (!found || 'tombstone' in found || !found.event.confirmed) return;
  const { event } = found;
  const reports = await ports.events.reports(eventId);
  const template = templateOf(ports, (links) => alertFor(event, reports, links));
  const alert = alertOf(ports, event, template);
  for (const id of ids) {
    const prepare = () => prepareFor(ports, id, alert);
    const delivery = await patiently(ports.wait, () =>
      deliver({ ...ports, pace: ports.alertPace }, mailingOf(event), id, prepare),
    );
    if (delivery.outcome === 'busy') throw new Error('An alert is in other hands.');
    if (delivery.outcome !== 'waiting') continue;
    if (delivery.until === 'tomorrow') return; // tomorrow it would be no alert
    throw new Error(`The mail service asks to go slower: ${delivery.reason}`);
  }
};

const mailingOf = ({ id }: Event): string => `alert-${id}`;

const alertOf = (ports: AlertDeliveryPorts, event: Event, template: Template): Personal => ({
  mailing: mailingOf(event),
  date: new Date(event.updatedAt),
  unwanted: (subscriber) => (wantsAlert(subscriber, event) ? null : 'no alert wanted'),
  template: async ({ id }) =>
    (await mayHaveAnother(ports, id, event)) ? template : { skip: 'three alerts today already' },
});

/** A second attempt at the same event counts no second time. */
const mayHaveAnother = async (
  { subscribers, clock }: AlertDeliveryPorts,
  id: string,
  event: Event,
): Promise<boolean> => {
  const dayEnds = endOfDay(clock());
  const counted = !(await subscribers.use(`alert#${id}#${event.id}`, dayEnds, 1));
  return counted || subscribers.use(`alerts#${id}`, dayEnds, MOST);
};
