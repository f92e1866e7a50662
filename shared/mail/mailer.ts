/** One raw message (RFC 5322) and whom it goes to. */
export type OutgoingMail = {
  to: string;
  raw: Uint8Array;
  /** What the mail service tells back in its events: ids, never an address. */
  tags: Record<string, string>;
};

/**
 * What became of a message. `refused` is known not to have been sent; after `uncertain` nobody knows, so that it must
 * not be sent again before the service's own events or a person have settled it.
 */
export type Sent =
  | { outcome: 'accepted'; messageId: string }
  | { outcome: 'refused'; reason: string; again: 'soon' | 'tomorrow' | 'never' }
  | { outcome: 'uncertain'; reason: string };

/** How much may be sent: messages a second, and how many are left of the day's. */
export type Quota = { perSecond: number; leftToday: number };

export type Mailer = {
  /** Hands one message over; never throws for what the service or the network does. */
  send(mail: OutgoingMail): Promise<Sent>;
  quota(): Promise<Quota>;
};
