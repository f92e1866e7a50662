import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Digest, DigestEntry } from './digest.ts';
import { CATEGORY_NAMES, confidenceOf, happenedBefore, subjectOf, summaryOf, windowOf } from './wording.ts';

/** Where an issue's links lead. */
export type DigestLinks = { baseUrl: string; unsubscribe: string; postalAddress: string };

const SHOWN_A_CATEGORY = 25; // Gmail cuts a mail of more than some 100 kB, its footer with it
const LONGEST_TITLE = 160;

const cut = (text: string): string =>
  text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text;
const eventUrl = (baseUrl: string, id: string): string => `${baseUrl}/events/${id}`;

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;background:#f6f4ef;color:#1b1b1b;font-family:Georgia,'Times New Roman',serif;line-height:1.45}
a{color:#0b4f8a}h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:26px 0 6px}h3{font-size:17px;margin:14px 0 2px}
p{margin:4px 0}.meta{font-size:14px;color:#4a4a4a}th,td{text-align:left;padding:3px 10px 3px 0;font-size:15px}
@media (prefers-color-scheme:dark){body{background:#161616;color:#ececec}a{color:#8cc4ff}.meta{color:#bdbdbd}}`;

const Sources: FC<{ entry: DigestEntry }> = ({ entry }) => (
  <p class="meta">
    {entry.sources.map(({ outlet, title, url, lang }, index) => (
      <>
        {index > 0 ? ' · ' : ''}
        {url?.startsWith('https:') ? (
          <a href={url} lang={lang} title={cut(title)}>
            {outlet}
          </a>
        ) : (
          outlet
        )}
      </>
    ))}
  </p>
);

const Entry: FC<{ entry: DigestEntry; digest: Digest; baseUrl: string }> = ({ entry, digest, baseUrl }) => (
  <>
    <h3>
      <a href={eventUrl(baseUrl, entry.event.id)}>{cut(entry.event.title)}</a>
    </h3>
    <p class="meta">
      {CATEGORY_NAMES[entry.event.category]} · {happenedBefore(entry.event, digest)} ·{' '}
      {confidenceOf(entry.event)}
    </p>
    {entry.why && <p class="meta">Why it is here: {entry.why}.</p>}
    <Sources entry={entry} />
  </>
);

const Section: FC<{ title: string; entries: DigestEntry[]; digest: Digest; baseUrl: string }> = (props) => {
  const { title, entries, digest, baseUrl } = props;
  const more = entries.length - SHOWN_A_CATEGORY;
  return (
    <>
      <h2>{title}</h2>
      {entries.slice(0, SHOWN_A_CATEGORY).map((entry) => (
        <Entry entry={entry} digest={digest} baseUrl={baseUrl} />
      ))}
      {more > 0 && (
        <p>
          <a href={`${baseUrl}/digests/${digest.week}`}>{more} more on the web page of this issue</a>
        </p>
      )}
    </>
  );
};

const Counts: FC<{ digest: Digest }> = ({ digest }) => (
  <table>
    <caption class="meta" style="text-align:left">
      New events this week and the mean of the four weeks before
    </caption>
    <tr>
      <th scope="col">Category</th>
      <th scope="col">This week</th>
      <th scope="col">Mean</th>
    </tr>
    {Object.entries(digest.counts).map(([category, count]) => (
      <tr>
        <th scope="row">{CATEGORY_NAMES[category as keyof typeof CATEGORY_NAMES]}</th>
        <td>{count}</td>
        <td>{(digest.mean[category as keyof typeof CATEGORY_NAMES] ?? 0).toFixed(1)}</td>
      </tr>
    ))}
  </table>
);

const Page: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr>
          <td align="center" style="padding:16px">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px">
              <tr>
                <td>{children}</td>
              </tr>
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>
);

/** The issue as an HTML mail. Every value is escaped by the renderer; the same issue gives the same bytes. */
export const renderEmail = (digest: Digest, links: DigestLinks): string => {
  const { baseUrl } = links;
  const page = (
    <Page title={subjectOf(digest)}>
      <h1>{subjectOf(digest)}</h1>
      <p class="meta">{windowOf(digest)}</p>
      <p>{summaryOf(digest)}</p>
      <Counts digest={digest} />
      {digest.top.length > 0 && (
        <Section title="First of all" entries={digest.top} digest={digest} baseUrl={baseUrl} />
      )}
      {digest.rest.map(({ category, entries }) => (
        <Section title={CATEGORY_NAMES[category]} entries={entries} digest={digest} baseUrl={baseUrl} />
      ))}
      {digest.moved.length > 0 && (
        <Section title="What changed" entries={digest.moved} digest={digest} baseUrl={baseUrl} />
      )}
      {digest.withdrawn.length > 0 && (
        <>
          <h2>Withdrawn</h2>
          {digest.withdrawn.map(({ id, reason }) => (
            <p>
              <a href={eventUrl(baseUrl, id)}>{id}</a>: {reason}
            </p>
          ))}
        </>
      )}
      <h2>About this mail</h2>
      <p class="meta">
        Amur finds these events in the feeds of news outlets by rule and shows why each was believed.{' '}
        <a href={`${baseUrl}/digests/${digest.week}`}>Read on the web</a> ·{' '}
        <a href={links.unsubscribe}>Unsubscribe</a>
      </p>
      <p class="meta">{links.postalAddress}</p>
    </Page>
  );
  return `<!doctype html>${page.toString()}`;
};
