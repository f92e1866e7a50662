/** A feed's item before anything is cleaned: what a reader found, in the order in which it is preferred. */
export type RawItem = {
  /** `text`: to be shown as it is; `html`: may hold markup and entities. */
  title: { text: string; kind: 'text' | 'html' } | null;
  links: string[];
  guid: string | null;
  /** Whether the guid is an address. */
  guidIsLink: boolean;
  summaries: string[];
  dates: string[];
  /** Outlet of an aggregator's item (RSS `source`). */
  source: { name: string; url: string | null } | null;
  /** Address that this item's relative links start from. */
  base: string | null;
};

export type RawFeed = {
  title: string;
  titleKind: 'text' | 'html';
  link: string | null;
  items: RawItem[];
  /** How often it wants to be visited, in its own words (RSS `ttl`, `sy:updatePeriod` and `sy:updateFrequency`). */
  asks: { ttl?: string; period?: string; frequency?: string };
};

export const emptyItem = (): RawItem => ({
  title: null,
  links: [],
  guid: null,
  guidIsLink: true,
  summaries: [],
  dates: [],
  source: null,
  base: null,
});
