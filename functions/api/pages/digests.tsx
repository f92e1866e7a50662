import type { FC } from 'hono/jsx';
import type { Digest } from '../../../shared/digest/digest.ts';
import { IssueBody } from '../../../shared/digest/issue-body.tsx';
import { EVERYTHING } from '../../../shared/digest/issue-view.ts';
import { summaryOf } from '../../../shared/digest/wording.ts';
import { Page } from './layout.tsx';

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
      <a href="/subscribe">by mail</a> or <a href="/digests.atom">as an Atom feed</a>.
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

/** The very body that the mail has, with nothing left out for length. */
export const DigestPage: FC<Base & { digest: Digest }> = ({ digest, baseUrl }) => (
  <Page
    title={`Week ${digest.week} – Amur`}
    description={summaryOf(digest)}
    path={`/digests/${digest.week}`}
    baseUrl={baseUrl}
  >
    <div class="issue">
      <IssueBody digest={digest} baseUrl={baseUrl} room={EVERYTHING} />
    </div>
  </Page>
);
