import type { FC } from 'hono/jsx';
import type { Digest } from '../../../shared/digest/digest.ts';
import { summaryOf, windowOf } from '../../../shared/digest/wording.ts';
import { EventList } from './event-list.tsx';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';

type Base = { baseUrl: string };

export const DigestsPage: FC<Base & { digests: Digest[] }> = ({ digests, baseUrl }) => (
  <Page
    title="Weekly issues – Amur"
    description="The archive of the weekly issues on Russia and China."
    path="/digests"
    baseUrl={baseUrl}
  >
    <h1>Weekly issues</h1>
    <p class="deck">
      Each Monday the week before becomes an issue, which never changes again. It can be had{' '}
      <a href="/subscribe">by mail</a>.
    </p>
    {digests.length === 0 && <p>No issue has been frozen yet.</p>}
    <ul class="plain">
      {digests.map((digest) => (
        <li class="report">
          <a href={`/digests/${digest.week}`}>
            Week {Number(digest.week.slice(6))} of {digest.week.slice(0, 4)}
          </a>
          <p class="meta">{summaryOf(digest)}</p>
        </li>
      ))}
    </ul>
  </Page>
);

type Entries = Digest['top'];

const Part: FC<{ heading: string; entries: Entries }> = ({ heading, entries }) =>
  entries.length > 0 ? (
    <>
      <h2>{heading}</h2>
      <EventList events={entries.map(({ event }) => event)} />
    </>
  ) : null;

export const DigestPage: FC<Base & { digest: Digest }> = ({ digest, baseUrl }) => (
  <Page
    title={`Week ${digest.week} – Amur`}
    description={summaryOf(digest)}
    path={`/digests/${digest.week}`}
    baseUrl={baseUrl}
  >
    <h1>
      Week {Number(digest.week.slice(6))} of {digest.week.slice(0, 4)}
    </h1>
    <p class="soft">{windowOf(digest)}</p>
    <p class="deck">{summaryOf(digest)}</p>
    <Part heading="First of all" entries={digest.top} />
    {digest.rest.map(({ category, entries }) => (
      <Part heading={strings.categories[category]} entries={entries} />
    ))}
    <Part heading="What changed" entries={digest.moved} />
    {digest.withdrawn.length > 0 && (
      <>
        <h2>Withdrawn</h2>
        <ul>
          {digest.withdrawn.map(({ id, reason }) => (
            <li>
              <a href={`/events/${id}`}>{id}</a>: {reason}
            </li>
          ))}
        </ul>
      </>
    )}
  </Page>
);
