import type { FC } from 'hono/jsx';
import type { Digest } from '../../../shared/digest/digest.ts';
import { IssueBody } from '../../../shared/digest/issue-body.tsx';
import { ALL } from '../../../shared/digest/issue-view.ts';
import { nameOf, summaryOf } from '../../../shared/digest/wording.ts';
import { Page } from './layout.tsx';

/** The web page of an issue: the very parts that the mail is made of, with nothing left out for size. */
export const DigestPage: FC<{ digest: Digest; baseUrl: string }> = ({ digest, baseUrl }) => (
  <Page
    title={`${nameOf(digest)} – Amur`}
    description={summaryOf(digest)}
    path={`/digests/${digest.week}`}
    baseUrl={baseUrl}
  >
    <IssueBody digest={digest} baseUrl={baseUrl} room={ALL} />
  </Page>
);
