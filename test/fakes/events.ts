import { createHash } from 'node:crypto';
import { familyOf } from '../../shared/classification/family.ts';
import { categoryOf } from '../../shared/classification/verdict.ts';
import type { Event } from '../../shared/events/event.ts';

const idOf = (text: string): string => `e${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

/** An event of which a test says only what it is about; the id follows from `name`. */
export const event = (name: string, says: Partial<Event> = {}): Event => {
  const type = says.type ?? 'summit';
  const eventStart = says.eventStart ?? '2024-05-16';
  return {
    id: idOf(name),
    title: name,
    category: categoryOf(type),
    secondary: [],
    type,
    status: 'done',
    eventStart,
    eventEnd: says.eventEnd ?? eventStart,
    grain: 'day',
    place: null,
    series: null,
    ordinal: null,
    actors: [
      { id: 'RU.HEAD', side: 'RU', name: 'Vladimir Putin' },
      { id: 'CN.HEAD', side: 'CN', name: 'Xi Jinping' },
    ],
    origins: ['live'],
    reports: 1,
    outlets: 1,
    sources: ['The Outlet'],
    groups: ['western'],
    langs: ['en'],
    stateOnly: false,
    confidence: 0.9,
    confirmed: true,
    significance: 50,
    firstPublished: '2024-05-16T08:00:00.000Z',
    firstSeen: '2024-05-16T09:00:00.000Z',
    updatedAt: '2024-05-16T09:00:00.000Z',
    rev: 1,
    plover: 'CONSULT',
    dateBasis: { from: 'text', text: null },
    ladder: [],
    tellings: [],
    disagreements: [],
    links: [],
    signature: { family: familyOf(type), branch: null, principals: [], key: null },
    ...says,
  };
};
