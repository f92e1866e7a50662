const CITIES = {
  RU: 'Russia|Moscow|St Petersburg|Saint Petersburg|Vladivostok|Sochi|Kazan|Khabarovsk|Blagoveshchensk|Yekaterinburg|Ufa|Kaliningrad|Irkutsk|Novosibirsk',
  CN: 'China|Beijing|Shanghai|Harbin|Hangzhou|Qingdao|Tianjin|Guangzhou|Xiamen|Chengdu|Wuhan|Shenzhen|Hainan|Boao|Heihe|Hong Kong|Dalian|Sanya|Nanjing|Tunxi|Guilin|Haikou',
} as const;

const HOSTS = new Map<string, 'RU' | 'CN'>(
  (['RU', 'CN'] as const).flatMap((side) => CITIES[side].split('|').map((city) => [city, side] as const)),
);

const PACIFIC = ['Sea of Japan', 'East China Sea', 'South China Sea', 'Bering Sea', 'Sea of Okhotsk'];
const WITHIN = new Map([
  ...PACIFIC.map((sea) => [sea, 'Pacific Ocean'] as const),
  ['Gulf of Oman', 'Indian Ocean'] as const,
]);

/** Whether one of two waters is part of the other: a patrol in the Bering Sea is one in the Pacific. */
export const isWithin = (a: string, b: string): boolean => WITHIN.get(a) === b || WITHIN.get(b) === a;

/** Which of the two countries a place lies in; null for a sea, a third country or a place not known. */
export const hostOf = (place: string): 'RU' | 'CN' | null => HOSTS.get(place) ?? null;
