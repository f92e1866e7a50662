import { describe, expect, it } from 'vitest';
import { matches } from '../../shared/events/event-filter.ts';
import { event } from '../fakes/events.ts';

const xi = { id: 'CN.HEAD', side: 'CN', name: 'Xi Jinping' } as const;
const putin = { id: 'RU.HEAD', side: 'RU', name: 'Vladimir Putin' } as const;
const visit = event('Xi Jinping visits Moscow', { place: 'Moscow', actors: [xi, putin] });

describe('a search in three scripts', () => {
  it.each([
    { q: 'moscow', finds: true },
    { q: 'Путин', finds: true },
    { q: 'Путина в', finds: false },
    { q: 'Си Цзиньпин', finds: true },
    { q: 'Си Цзиньпина Москва', finds: true },
    { q: '习近平', finds: true },
    { q: '習近平', finds: true },
    { q: '普京 莫斯科', finds: true },
    { q: 'Xi Москве', finds: true },
    { q: 'Пекин', finds: false },
    { q: '北京', finds: false },
    { q: 'Лавров', finds: false },
    { q: '  ', finds: true },
  ])('"$q" finds the visit to Moscow: $finds', ({ q, finds }) => {
    expect(matches({ q }, visit)).toBe(finds);
  });
});
