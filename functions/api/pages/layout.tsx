import { raw } from 'hono/html';
import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { LICENCE } from '../formats/licence.ts';
import { strings } from './strings.ts';
import { STYLE } from './style.ts';

export type PageProps = PropsWithChildren<{
  title: string;
  description: string;
  /** Path of this page with its query. */
  path: string;
  baseUrl: string;
  /** The current filters as a query string, for feeds and exports. */
  query?: string | undefined;
  jsonLd?: object | undefined;
  /** Search engines leave it out: an error, or one of endlessly many filters. */
  unlisted?: boolean | undefined;
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
  <nav aria-label={strings.main}>
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

const Head: FC<PageProps> = ({ title, description, path, baseUrl, query = '', jsonLd, unlisted }) => (
  <head>
    <meta charset="utf-8" />
    <title>{title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content={description} />
    {unlisted && <meta name="robots" content="noindex" />}
    <meta property="og:title" content={title} />
    <meta property="og:description" content={description} />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content={strings.name} />
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
);

const Footer: FC<{ query: string }> = ({ query }) => (
  <footer>
    <p>
      Data: <a href={LICENCE.url}>{LICENCE.name}</a>. Headlines belong to their outlets. Events are found by
      rules, and each shows why it was believed: <a href="/method">method and accuracy</a>.
    </p>
    <p>
      Take it with you: <a href={`/v1/events.csv${query}`}>CSV</a>,{' '}
      <a href={`/v1/events.ndjson${query}`}>JSON lines</a>, <a href={`/v1/events.geojson${query}`}>GeoJSON</a>
      , <a href={`/v1/events.ics${query}`}>calendar</a>,{' '}
      <a href={`/v1/events.timelinejs.json${query}`}>TimelineJS</a>; feeds:{' '}
      <a href={`/feed.atom${query}`}>Atom</a>, <a href={`/feed.rss${query}`}>RSS</a>,{' '}
      <a href={`/feed.json${query}`}>JSON</a>.
    </p>
  </footer>
);

export const Page: FC<PageProps> = (props) => (
  <html lang="en">
    <Head {...props} />
    <body>
      <a class="skip" href="#content">
        {strings.skip}
      </a>
      <header>
        <div class="masthead">
          <p class="name">
            <a href="/">{strings.name}</a>
          </p>
          <p class="motto">{strings.motto}</p>
        </div>
        <Navigation path={props.path} />
      </header>
      <main id="content">{props.children}</main>
      <Footer query={props.query ?? ''} />
    </body>
  </html>
);

/** A whole document. */
export const document = (page: Child): string => `<!doctype html>${String(page)}`;
