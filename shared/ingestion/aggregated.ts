import type { FeedItem } from './parse-feed.ts';

/**
 * An aggregator's item as its outlet published it: the outlet is the one that the `source` element names, the headline
 * loses that name at its end, and the summary goes, since it lists headlines of other outlets.
 * @returns undefined where the item names no outlet, since then nobody can say who reports.
 */
export const unwrapped = (item: FeedItem): (FeedItem & { outlet: string }) | undefined => {
  const outlet = item.source?.name.slice(0, 120).trim();
  return outlet ? { ...item, outlet, title: withoutTail(item.title, outlet), summary: '' } : undefined;
};

const withoutTail = (title: string, outlet: string): string => {
  const head = title.slice(0, title.length - outlet.length);
  const named = title.slice(head.length).toLowerCase() === outlet.toLowerCase();
  const dash = named ? /\s+[-–—|]\s*$/u.exec(head.slice(-10)) : null;
  return dash ? head.slice(0, head.length - dash[0].length) : title;
};
