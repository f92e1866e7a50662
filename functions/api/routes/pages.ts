import type { Context, Hono } from 'hono';
import type { AnswerFromCache, DrawnFrom } from '../caching.ts';
import type { Deps } from '../deps.ts';
import type { Json } from '../openapi.ts';
import type { ProblemKind } from '../problem.ts';

/** The addresses of the pages, and what each is drawn from. */
const PAGES = {
  home: ['/', 'sources'],
  event: ['/events/:id', 'record'],
  article: ['/article', 'record'],
  series: ['/series', 'record'],
  tracks: ['/tracks', 'sources'],
  sources: ['/sources', 'sources'],
  method: ['/method', 'code'],
  digests: ['/digests', 'digests'],
  digest: ['/digests/:week', 'code'],
  subscribe: ['/subscribe', 'code'],
  docs: ['/docs', 'code'],
  problem: ['/problems/:kind', 'code'],
  robots: ['/robots.txt', 'code'],
  sitemap: ['/sitemap.xml', 'record'],
} as const satisfies Record<string, readonly [string, DrawnFrom]>;
export type PageName = keyof typeof PAGES;

/** Pages and charts are loaded when the first is asked for: a start that answers the API does without them. */
const handlers = () => import('./page-handlers.tsx');

export const addPages = (
  app: Hono,
  deps: Deps,
  answerFromCache: AnswerFromCache,
  contract: () => Json,
): void => {
  for (const [name, [path, from]] of Object.entries(PAGES))
    app.get(path, (c) =>
      answerFromCache(c, from, [...new URL(c.req.url).searchParams].sort().join('&'), async () =>
        (await handlers()).PAGE_HANDLERS[name as PageName](c, deps, contract),
      ),
    );
};

/** An error of a page is a page too. */
export const problemPage = async (
  c: Context,
  deps: Deps,
  kind: ProblemKind,
  detail?: string,
): Promise<Response> => (await handlers()).problemPage(c, deps, kind, detail);
