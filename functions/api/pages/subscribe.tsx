import type { FC } from 'hono/jsx';
import { Page } from './layout.tsx';

export const SubscribePage: FC<{ baseUrl: string }> = ({ baseUrl }) => (
  <Page
    title="Subscribe – Amur"
    description="One mail a week with what happened between Russia and China."
    path="/subscribe"
    baseUrl={baseUrl}
  >
    <h1>Subscribe</h1>
    <p class="deck">One mail each Monday with what happened in the week before.</p>
    <p>
      Mail cannot be ordered on this installation yet. Until it can, the <a href="/digests">weekly issues</a>{' '}
      and the feeds carry the same: <a href="/feed.atom">Atom</a>, <a href="/feed.rss">RSS</a>,{' '}
      <a href="/feed.json">JSON Feed</a>. Each of them takes the filters of the timeline.
    </p>
  </Page>
);
