import type { FC } from 'hono/jsx';
import { Category } from '../../../shared/classification/verdict.ts';
import type { Choice, Subscriber } from '../../../shared/subscriptions/subscriber.ts';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';

const words = strings.subscription;

const Box: FC<{ name: string; value: string; label: string; checked: boolean }> = ({
  name,
  value,
  label,
  checked,
}) => (
  <label>
    <input type="checkbox" name={name} value={value} checked={checked} />
    {label}
  </label>
);

/** The levels to choose from, with one that was set through the API. */
const levelsWith = (alertAt: number | null): { value: string; label: string }[] => {
  const known = alertAt === null || words.levels.some(({ value }) => value === String(alertAt));
  return known
    ? [...words.levels]
    : [...words.levels, { value: String(alertAt), label: words.levelOf(alertAt) }];
};

/** What a subscriber may choose, the same in the form and among the preferences. */
export const ChoiceFields: FC<{ choice: Choice }> = ({ choice }) => (
  <>
    <div class="row">
      <fieldset>
        <legend>{words.categories}</legend>
        {Category.options.map((category) => (
          <Box
            name="categories"
            value={category}
            label={strings.categories[category]}
            checked={choice.categories.includes(category)}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.besides}</legend>
        <Box
          name="tracks"
          value="friction"
          label={words.frictions}
          checked={choice.tracks.includes('friction')}
        />
      </fieldset>
    </div>
    <div class="row">
      <fieldset>
        <legend>{words.when}</legend>
        <Box name="weekly" value="yes" label={words.weekly} checked={choice.weekly} />
      </fieldset>
      <label class="field">
        <span>{words.alerts}</span>
        <select name="alertAt">
          {levelsWith(choice.alertAt).map(({ value, label }) => (
            <option value={value} selected={value === String(choice.alertAt ?? '')}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  </>
);

type Said = { title: string; text: string };

const Small: FC<{ said: Said; baseUrl: string; children?: unknown }> = ({ said, baseUrl, children }) => (
  <Page title={`${said.title} – Amur`} description={said.text} path="/subscribe" baseUrl={baseUrl} unlisted>
    <h1>{said.title}</h1>
    <p class="deck">{said.text}</p>
    {children as never}
  </Page>
);

/** What became of a wish. */
export const SaidPage: FC<{ said: Said; baseUrl: string }> = ({ said, baseUrl }) => (
  <Small said={said} baseUrl={baseUrl}>
    <p>
      <a href="/">{words.back}</a>
    </p>
  </Small>
);

type AskPageProps = { asked: Said & { button: string }; action: string; token: string; baseUrl: string };

/** One button. */
export const AskPage: FC<AskPageProps> = ({ asked, action, token, baseUrl }) => (
  <Small said={asked} baseUrl={baseUrl}>
    <PostButton action={action} token={token} button={asked.button} />
  </Small>
);

type ConfirmedPageProps = { choice: Choice; preferences: string; baseUrl: string };

/** The first thing that a new subscriber sees. */
export const ConfirmedPage: FC<ConfirmedPageProps> = ({ choice, preferences, baseUrl }) => (
  <Small said={choice.weekly ? words.said.confirmed : words.said.confirmedAlerts} baseUrl={baseUrl}>
    <ul>
      <li>
        <a href="/digests">{words.earlier}</a>
      </li>
      <li>
        <a href={`/subscribe/preferences?token=${preferences}`}>{words.change}</a>
      </li>
    </ul>
  </Small>
);

type PostButtonProps = { action: string; token: string; button: string };

const PostButton: FC<PostButtonProps> = ({ action, token, button }) => (
  <form method="post" action={action}>
    <input type="hidden" name="token" value={token} />
    <button type="submit">{button}</button>
  </form>
);

type PreferencesPageProps = {
  subscriber: Subscriber;
  token: string;
  saved?: boolean;
  problem?: string;
  baseUrl: string;
};

/** Of whom the mails have ended, nothing is left but to have the data deleted. */
export const PreferencesPage: FC<PreferencesPageProps> = ({ subscriber, token, baseUrl, ...news }) => {
  const text =
    subscriber.state === 'confirmed'
      ? words.mailsTo(subscriber.address)
      : words.noMailsTo(subscriber.address);
  return (
    <Small said={{ title: words.preferences, text }} baseUrl={baseUrl}>
      {subscriber.state === 'confirmed' && <Chosen choice={subscriber.choice} token={token} {...news} />}
      <h2>{words.forget.title}</h2>
      <p>{words.forget.text}</p>
      <PostButton action="/subscribe/delete" token={token} button={words.forget.button} />
    </Small>
  );
};

type ChosenProps = { choice: Choice; token: string; saved?: boolean; problem?: string };

const Chosen: FC<ChosenProps> = ({ choice, token, saved, problem }) => (
  <>
    {saved && <p role="status">{words.saved}</p>}
    {problem && (
      <p class="warn" role="alert">
        {problem}
      </p>
    )}
    <form class="filter" method="post" action="/subscribe/preferences">
      <input type="hidden" name="token" value={token} />
      <ChoiceFields choice={choice} />
      <div class="row">
        <button type="submit">{words.save}</button>
      </div>
    </form>
    <h2>{words.ask.leave.title}</h2>
    <p>{words.ask.leave.text}</p>
    <PostButton action="/unsubscribe" token={token} button={words.ask.leave.button} />
  </>
);
