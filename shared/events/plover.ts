import type { EventType } from '../classification/verdict.ts';

/** The nearest PLOVER event code of each type, for interchange with other event data (PLOVER manual, Open Event Data). */
const PLOVER: Record<EventType, string> = {
  joint_exercise: 'COOPERATE-military',
  joint_patrol: 'COOPERATE-military',
  arms_transfer: 'AID-military',
  port_visit: 'COOPERATE-military',
  military_talks: 'CONSULT-visit',
  trade_figures: 'COOPERATE-economic',
  energy: 'COOPERATE-economic',
  payment_currency: 'COOPERATE-economic',
  technology: 'COOPERATE-economic',
  infrastructure: 'COOPERATE-economic',
  investment: 'COOPERATE-economic',
  mobility: 'COOPERATE-legal',
  economic_talks: 'CONSULT-multilateral',
  summit: 'CONSULT-visit',
  visit: 'CONSULT-visit',
  call: 'CONSULT-phone',
  joint_statement: 'SUPPORT',
  un_vote: 'SUPPORT',
  ministerial_talks: 'CONSULT-visit',
  agreement: 'AGREE',
  multilateral: 'CONSULT-multilateral',
  aid: 'AID-humanitarian',
  message: 'SUPPORT',
};

export const ploverOf = (type: EventType): string => PLOVER[type];
