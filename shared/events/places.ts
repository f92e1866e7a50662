const CITIES = {
  RU: 'Russia|Moscow|St Petersburg|Saint Petersburg|Vladivostok|Sochi|Kazan|Khabarovsk|Blagoveshchensk|Yekaterinburg|Ufa|Kaliningrad|Irkutsk|Novosibirsk',
  CN: 'China|Beijing|Shanghai|Harbin|Hangzhou|Qingdao|Tianjin|Guangzhou|Xiamen|Chengdu|Wuhan|Shenzhen|Hainan|Boao|Heihe|Hong Kong|Dalian|Sanya|Nanjing|Tunxi|Guilin|Haikou',
} as const;

const HOSTS = new Map<string, 'RU' | 'CN'>(
  (['RU', 'CN'] as const).flatMap((side) => CITIES[side].split('|').map((city) => [city, side] as const)),
);

/** Which of the two countries a place lies in; null for a sea, a third country or a place not known. */
export const hostOf = (place: string): 'RU' | 'CN' | null => HOSTS.get(place) ?? null;
