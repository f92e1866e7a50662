import { createHash } from 'node:crypto';
import { familyOf } from '../../shared/classification/family.ts';
import { type Actor, categoryOf, type EventType, type Verdict } from '../../shared/classification/verdict.ts';
import type { Report } from '../../shared/events/report.ts';

const PEOPLE: Record<string, Actor> = {
  xi: { id: 'CN.HEAD', side: 'CN', name: 'Xi Jinping' },
  putin: { id: 'RU.HEAD', side: 'RU', name: 'Vladimir Putin' },
  wang: { id: 'CN.MFA', side: 'CN', name: 'Wang Yi' },
  lavrov: { id: 'RU.MFA', side: 'RU', name: 'Sergey Lavrov' },
  mishustin: { id: 'RU.PM', side: 'RU', name: 'Mikhail Mishustin' },
  liQiang: { id: 'CN.PM', side: 'CN', name: 'Li Qiang' },
  russia: { id: 'RU.STATE', side: 'RU', name: 'Russia' },
  china: { id: 'CN.STATE', side: 'CN', name: 'China' },
  gazprom: { id: 'RU.FIRM.gazprom', side: 'RU', name: 'Gazprom' },
  cnpc: { id: 'CN.FIRM.cnpc', side: 'CN', name: 'CNPC' },
  ruNavy: { id: 'RU.NAVY', side: 'RU', name: 'Russian Navy' },
  cnNavy: { id: 'CN.NAVY', side: 'CN', name: 'Chinese Navy' },
  ruAir: { id: 'RU.AIR', side: 'RU', name: 'Russian Aerospace Forces' },
  cnAir: { id: 'CN.AIR', side: 'CN', name: 'Chinese Air Force' },
};
/** What a made-up report says, in as few words as a test needs. */
export type Says = {
  type: EventType;
  who: string[];
  on: string;
  to?: string;
  published?: string;
  outlet?: string;
  place?: string | null;
  title?: string;
  url?: string | null;
  p?: number;
  status?: Verdict['status'];
  branch?: 'air' | 'naval' | 'land' | null;
  key?: string | null;
  dated?: boolean;
  series?: string | null;
  ordinal?: number | null;
  track?: Verdict['track'];
  relevant?: boolean;
  group?: Report['group'];
  lang?: Verdict['lang'];
  version?: string;
};

export const verdict = (says: Says): Verdict => {
  const actors = says.who.map((who) => PEOPLE[who]).filter((actor) => actor !== undefined);
  const { type, on, to = on, relevant = true } = says;
  return {
    relevant,
    p: says.p ?? (relevant ? 0.95 : 0.1),
    z: 2,
    lang: says.lang ?? 'en',
    category: categoryOf(type),
    secondary: [],
    type,
    runnerUp: null,
    status: says.status ?? 'done',
    eventStart: on,
    eventEnd: to,
    grain: on === to ? 'day' : 'period',
    dateBasis: { from: says.dated === false ? 'publication' : 'text', text: null },
    place: says.place ?? null,
    series: says.series ?? null,
    ordinal: says.ordinal ?? null,
    actors,
    track: says.track ?? null,
    wedge: null,
    signature: {
      family: familyOf(type),
      branch: says.branch ?? null,
      principals: actors.map(({ id }) => id),
      key: says.key ?? null,
    },
    evidence: [
      { kind: 'trigger', rule: 'made up', field: 'title', start: 0, end: 4, text: 'made', weight: 2 },
    ],
    lexiconVersion: '1',
    modelVersion: '1',
  };
};

const hash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** A made-up report; two calls with the same words give the same report. */
export const report = (says: Says): Report => {
  const outlet = says.outlet ?? 'The Outlet';
  const title = says.title ?? `${outlet} tells of a ${says.type} of ${says.who.join(' and ')} on ${says.on}`;
  const published = `${says.published ?? says.on}T10:00:00.000Z`;
  return {
    id: `r${hash(`${outlet} ${title} ${says.on}`, 24)}`,
    sourceId: 'the-outlet',
    outlet,
    group: says.group ?? 'western',
    url: says.url === undefined ? `https://news.example/${hash(title, 8)}` : says.url,
    title,
    summary: 'A summary that never leaves.',
    published,
    firstSeen: published,
    contentHash: says.version ?? 'one',
    version: 1,
    verdict: verdict(says),
  };
};
