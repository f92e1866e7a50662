import type { Context } from 'hono';

/** Addresses of the first and the next page (RFC 8288): absolute, with the same filters. */
export const pageLinks = (c: Context, baseUrl: string, next: string | null): { link: string } => {
  const { pathname, searchParams } = new URL(c.req.url);
  const at = (cursor: string | null): string => {
    const query = new URLSearchParams(searchParams);
    if (cursor) query.set('cursor', cursor);
    else query.delete('cursor');
    return `${baseUrl}${pathname}${query.size > 0 ? `?${query}` : ''}`;
  };
  return { link: [`<${at(null)}>; rel="first"`, ...(next ? [`<${at(next)}>; rel="next"`] : [])].join(', ') };
};
