import { raw } from 'hono/html';
import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { strings } from './strings.ts';
import { STYLE } from './style.ts';

export type PageProps = PropsWithChildren<{
  title: string;
  description: string;
  /** Path of this page with its query. */
  path: string;
  baseUrl: string;
  /** The current filters as a query string, for feeds and exports. */
  query?: string;
  jsonLd?: object;
  head?: Child;
}>;

const FEEDS = [
  ['application/atom+xml', '/feed.atom', 'Atom'],
  ['application/rss+xml', '/feed.rss', 'RSS'],
  ['application/feed+json', '/feed.json', 'JSON Feed'],
  ['text/calendar', '/v1/events.ics', 'iCalendar'],
] as const;

/** JSON inside a script element: `<` must not end it. */
const embedded = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const Navigation: FC<{ path: string }> = ({ path }) => (
  <nav aria-label="Main">
    <ul>
      {Object.entries(strings.nav).map(([href, label]) => (
        <li>
          <a href={href} aria-current={path.split('?')[0] === href ? 'page' : undefined}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

export const Page: FC<PageProps> = ({ title, description, path, baseUrl, query = '', jsonLd, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="description" content={description} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:type" content="website" />
      <meta property="og:url" content={`${baseUrl}${path}`} />
      <meta name="twitter:card" content="summary" />
      <link rel="canonical" href={`${baseUrl}${path}`} />
      <link rel="icon" href="data:," />
      {FEEDS.map(([type, href, label]) => (
        <link rel="alternate" type={type} title={label} href={`${baseUrl}${href}${query}`} />
      ))}
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      {jsonLd && <script type="application/ld+json">{raw(embedded(jsonLd))}</script>}
    </head>
    <body>
      <a class="skip" href="#content">
        {strings.skip}
      </a>
      <header>
        <p class="name">
          <a href="/">{strings.name}</a>
        </p>
        <p class="motto">{strings.motto}</p>
        <Navigation path={path} />
      </header>
      <main id="content">{children}</main>
      <footer>
        <p>
          Data: <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>. Headlines belong to
          their outlets. Found by rule and shown with the reasons;{' '}
          <a href="/method">how, and how accurate it is</a>.
        </p>
        <p>
          Take it with you: <a href={`/v1/events.csv${query}`}>CSV</a>,{' '}
          <a href={`/v1/events.ndjson${query}`}>NDJSON</a>, <a href={`/v1/events.ics${query}`}>calendar</a>,{' '}
          <a href={`/feed.atom${query}`}>Atom feed</a>, <a href="/docs">API</a>.
        </p>
      </footer>
    </body>
  </html>
);

/** A whole document. */
export const document = (page: Child): string => `<!doctype html>${String(page)}`;
