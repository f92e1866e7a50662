import type { FC } from 'hono/jsx';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { Event } from '../../../shared/events/event.ts';
import { strings } from './strings.ts';

type Cited = { event: Event; address: string };

/** Characters that BibTeX would read as commands. */
const bibText = (text: string): string =>
  text.replace(/[\\{}$&#^_%~]/g, (sign) => (sign === '\\' ? '' : `\\${sign}`));

const bibTeX = ({ event, address }: Cited): string =>
  [
    `@misc{amur-${event.id},`,
    `  title = {{${bibText(event.title)}}},`,
    '  author = {{Amur}},',
    `  year = {${event.updatedAt.slice(0, 4)}},`,
    `  note = {Record last changed ${event.updatedAt.slice(0, 10)}},`,
    `  url = {${address}}`,
    '}',
  ].join('\n');

/** The record in three styles; the date is that of its last change, since a record may change. */
export const Cite: FC<Cited> = ({ event, address }) => {
  const [year, changed] = [event.updatedAt.slice(0, 4), event.updatedAt.slice(0, 10)];
  return (
    <>
      <h2>{strings.event.cite}</h2>
      <details>
        <summary>APA, Chicago, BibTeX</summary>
        <h3>APA</h3>
        <p>
          Amur. ({year}). <cite>{event.title}</cite>. {address}
        </p>
        <h3>Chicago</h3>
        <p>
          Amur. “{event.title}.” Last changed {dateWords(changed, changed, 'day')}. {address}.
        </p>
        <h3>BibTeX</h3>
        <pre>
          <code>{bibTeX({ event, address })}</code>
        </pre>
      </details>
    </>
  );
};
