import type { Category, EventType } from './verdict.ts';

/** The article's three categories. */
export const CATEGORIES = ['military', 'economic', 'diplomatic'] as const;

/** The event types in the codebook's order: where two fit a report equally, the earlier one wins. */
export const EVENT_TYPES = {
  military: ['joint_exercise', 'joint_patrol', 'arms_transfer', 'port_visit', 'military_talks'],
  economic: [
    'trade_figures',
    'energy',
    'payment_currency',
    'technology',
    'infrastructure',
    'investment',
    'mobility',
    'economic_talks',
  ],
  diplomatic: [
    'summit',
    'visit',
    'call',
    'joint_statement',
    'un_vote',
    'ministerial_talks',
    'agreement',
    'multilateral',
    'aid',
    'message',
  ],
} as const satisfies Record<(typeof CATEGORIES)[number], readonly string[]>;

/** The category that a type fixes. */
export const categoryOf = (type: EventType): Category =>
  CATEGORIES.find((category) => (EVENT_TYPES[category] as readonly string[]).includes(type)) ?? 'diplomatic';
