import { dateWords } from '../events/date-words.ts';
import type { Event } from '../events/event.ts';
import type { Report } from '../events/report.ts';
import { MailSheet } from '../mail/mail-sheet.tsx';
import { wrap } from '../mail/wrap.ts';
import type { Rendered } from './compose-message.ts';
import type { DigestLinks } from './render-email.tsx';
import { CATEGORY_NAMES, confidenceOf, cut } from './wording.ts';

const SOURCES = 5;
const LONGEST_SUBJECT = 70;

const factsOf = (event: Event): string =>
  `${CATEGORY_NAMES[event.category]}; ${dateWords(event.eventStart, event.eventEnd, event.grain)}; ${confidenceOf(event)}`;

const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);

/** A mail about one event that is worth it. */
export const alertFor = (event: Event, reports: readonly Report[], links: DigestLinks): Rendered => {
  const sources = reports.slice(0, SOURCES);
  const address = `${links.baseUrl}/events/${event.id}`;
  const html = (
    <MailSheet title={event.title}>
      <div class="rule">
        <h1>
          <a href={address}>{event.title}</a>
        </h1>
        <p class="meta">{factsOf(event)}</p>
        {sources.map(({ outlet, title, url, verdict: { lang } }) => (
          <p>
            {outlet}:{' '}
            {isWeb(url) ? (
              <a href={url} lang={lang}>
                {title}
              </a>
            ) : (
              <span lang={lang}>{title}</span>
            )}
          </p>
        ))}
      </div>
      <div class="foot">
        <p class="meta">
          You asked for a mail about events of this significance ({Math.round(event.significance)} of 100).{' '}
          <a href={links.preferences}>Choose what you get</a> · <a href={links.unsubscribe}>Unsubscribe</a>
        </p>
        <p class="meta">{links.postalAddress}</p>
      </div>
    </MailSheet>
  );
  const text = [
    ...wrap(event.title),
    ...wrap(factsOf(event)),
    address,
    '',
    ...sources.flatMap(({ outlet, title, url }) => [
      ...wrap(`${outlet}: ${cut(title, 300)}`),
      ...(isWeb(url) ? [url] : []),
    ]),
    '',
    `Choose what you get: ${links.preferences}`,
    `Unsubscribe: ${links.unsubscribe}`,
    ...wrap(links.postalAddress),
    '',
  ].join('\n');
  return { subject: cut(event.title, LONGEST_SUBJECT), text, html: `<!doctype html>${html.toString()}` };
};
