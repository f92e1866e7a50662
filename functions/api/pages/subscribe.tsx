import type { FC } from 'hono/jsx';
import { Choice } from '../../../shared/subscriptions/subscriber.ts';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';
import { ChoiceFields } from './subscription.tsx';

const words = strings.subscription;

type SubscribePageProps = {
  baseUrl: string;
  /** Whether mails can be ordered on this installation. */
  open: boolean;
  /** Why the form was not taken. */
  problem?: string | null;
  address?: string | undefined;
  /** What was ticked already. */
  choice?: Choice;
};

const Form: FC<Pick<SubscribePageProps, 'problem' | 'address' | 'choice'>> = ({
  problem,
  address = '',
  choice = Choice.parse({}),
}) => (
  <form class="filter" method="post" action="/subscribe">
    {problem && (
      <p class="warn" role="alert" id="problem">
        {problem}
      </p>
    )}
    <div class="row">
      <label class="field">
        <span>{words.address}</span>
        <input
          type="email"
          name="email"
          value={address}
          size={32}
          required
          autocomplete="email"
          aria-describedby={problem ? 'problem' : undefined}
        />
      </label>
    </div>
    <ChoiceFields choice={choice} />
    <div class="row">
      <button type="submit">{words.order}</button>
    </div>
    <p class="small soft">{words.consent}</p>
  </form>
);

export const SubscribePage: FC<SubscribePageProps> = ({ baseUrl, open, problem, ...filled }) => (
  <Page
    title={`${words.title} – Amur`}
    description={words.description}
    path="/subscribe"
    baseUrl={baseUrl}
    unlisted={Boolean(problem)}
  >
    <h1>{words.title}</h1>
    <p class="deck">{words.deck}</p>
    {open ? <Form problem={problem ?? null} {...filled} /> : <p>{words.off}</p>}
    <p>
      {words.instead} <a href="/digests">{strings.nav['/digests']}</a>, <a href="/feed.atom">Atom</a>,{' '}
      <a href="/feed.rss">RSS</a>, <a href="/feed.json">JSON Feed</a>.
    </p>
  </Page>
);
