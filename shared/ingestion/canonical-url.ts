/** Parameters that say where a reader came from, never which page it is, and how such names begin. */
const TRACKING = new Set(
  'mc_cid mc_eid fbclid gclid dclid yclid msclkid igshid ref referrer source cmpid cmp ito ftag rss xtor traffic_source feature smid partner spm from _openstat google_editors_picks'.split(
    ' ',
  ),
);
const TRACKING_PREFIX = /^(?:utm|ns|at)_/;

const isTracking = (name: string): boolean => TRACKING.has(name) || TRACKING_PREFIX.test(name);

/**
 * The one form of an address by which the same page is known again: https, no `www.`, default port, fragment, tracking
 * parameters or trailing slash; parameters in order. Text that is no http(s) address comes back trimmed.
 */
export const canonicalUrl = (raw: string): string => {
  const url = URL.parse(raw.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return raw.trim();
  const host = url.hostname.replace(/^www\./, '').replace(/\.$/, '');
  const port = url.port && url.port !== '80' && url.port !== '443' ? `:${url.port}` : '';
  const kept = [...url.searchParams]
    .filter(([name]) => !isTracking(name.toLowerCase()))
    .sort(([a, x], [b, y]) => a.localeCompare(b) || x.localeCompare(y));
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  return `https://${host}${port}${path}${query}`;
};
