import type { FC } from 'hono/jsx';
import type { Digest } from '../../../shared/digest/digest.ts';
import { IssueBody } from '../../../shared/digest/issue-body.tsx';
import { EVERYTHING } from '../../../shared/digest/issue-view.ts';
import { summaryOf } from '../../../shared/digest/wording.ts';
import { Page } from './layout.tsx';
import { Rich } from './rich.tsx';
import { strings } from './strings.ts';

const words = strings.digests;

type Base = { baseUrl: string };

export const DigestsPage: FC<Base & { digests: Digest[] }> = ({ digests, baseUrl }) => (
  <Page
    title={`${strings.nav['/digests']} – Amur`}
    description={words.description}
    path="/digests"
    baseUrl={baseUrl}
  >
    <h1>{strings.nav['/digests']}</h1>
    <p class="deck">
      <Rich
        text={words.deck}
        parts={{
          mail: <a href="/subscribe">{words.byMail}</a>,
          feed: <a href="/digests.atom">{words.asFeed}</a>,
        }}
      />
    </p>
    {digests.length === 0 && <p>{words.none}</p>}
    <ul class="plain">
      {digests.map((digest) => (
        <li class="report">
          <a href={`/digests/${digest.week}`}>
            {words.week(Number(digest.week.slice(6)), digest.week.slice(0, 4))}
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
