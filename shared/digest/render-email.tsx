import type { FC } from 'hono/jsx';
import { MailSheet } from '../mail/mail-sheet.tsx';
import type { Digest } from './digest.ts';
import { IssueBody } from './issue-body.tsx';
import { ROOMS, type Room } from './issue-view.ts';
import { subjectOf, summaryOf } from './wording.ts';

/** Where an issue's links lead. */
export type DigestLinks = {
  baseUrl: string;
  unsubscribe: string;
  preferences: string;
  postalAddress: string;
};

const MOST_BYTES = 88 * 1024;

const Foot: FC<{ digest: Digest; links: DigestLinks }> = ({ digest, links }) => (
  <div class="foot">
    <p class="meta">
      Amur finds these events in the feeds of news outlets by rules, and shows why each was believed. The
      first five stand there by a published rule: kind of act, level of those who act, number of independent
      outlets. <a href={`${links.baseUrl}/method`}>How it works</a>
    </p>
    <p class="meta">
      <a href={`${links.baseUrl}/digests/${digest.week}`}>Read on the web</a> ·{' '}
      <a href={links.preferences}>Choose what you get</a> · <a href={links.unsubscribe}>Unsubscribe</a>
    </p>
    <p class="meta">{links.postalAddress}</p>
  </div>
);

const render = (digest: Digest, links: DigestLinks, room: Room): string => {
  const page = (
    <MailSheet title={subjectOf(digest)} preview={summaryOf(digest)}>
      <div class="rule">
        <IssueBody digest={digest} baseUrl={links.baseUrl} room={room} />
      </div>
      <Foot digest={digest} links={links} />
    </MailSheet>
  );
  return `<!doctype html>${page.toString()}`;
};

/** The issue as an HTML mail in the roomiest form that no mail program cuts, and how much that form shows. */
export const fitEmail = (digest: Digest, links: DigestLinks): { html: string; room: Room } => {
  let fit = { html: '', room: { entries: 0, sources: 1 } };
  for (const room of ROOMS) {
    fit = { html: render(digest, links, room), room };
    if (Buffer.byteLength(fit.html) <= MOST_BYTES) break;
  }
  return fit;
};

/** The issue as an HTML mail. Every value is escaped by the renderer; the same issue gives the same bytes. */
export const renderEmail = (digest: Digest, links: DigestLinks): string => fitEmail(digest, links).html;
