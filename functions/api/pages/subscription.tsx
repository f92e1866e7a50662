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
          {words.levels.map(({ value, label }) => (
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
    <form method="post" action={action}>
      <input type="hidden" name="token" value={token} />
      <button type="submit">{asked.button}</button>
    </form>
  </Small>
);

type PreferencesPageProps = { subscriber: Subscriber; token: string; saved: boolean; baseUrl: string };

export const PreferencesPage: FC<PreferencesPageProps> = ({ subscriber, token, saved, baseUrl }) => (
  <Small said={{ title: words.preferences, text: words.mailsTo(subscriber.address) }} baseUrl={baseUrl}>
    {saved && <p role="status">{words.saved}</p>}
    <form class="filter" method="post" action="/subscribe/preferences">
      <input type="hidden" name="token" value={token} />
      <ChoiceFields choice={subscriber.choice} />
      <div class="row">
        <button type="submit">{words.save}</button>
      </div>
    </form>
    <h2>{words.forget.title}</h2>
    <p>{words.forget.text}</p>
    <form method="post" action="/subscribe/delete">
      <input type="hidden" name="token" value={token} />
      <button type="submit">{words.forget.button}</button>
    </form>
  </Small>
);
