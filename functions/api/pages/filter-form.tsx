import type { FC } from 'hono/jsx';
import * as z from 'zod';
import { Category } from '../../../shared/classification/verdict.ts';
import { Origin } from '../../../shared/events/event.ts';
import { strings } from './strings.ts';

/** Filters as the form holds them, by name; also what could not be understood, so that it can be mended. */
export type Given = Record<string, string[]>;

const SHOWN = new Set(['category', 'origin', 'from', 'to', 'q', 'messages', 'actor', 'cursor']);

type Choice = {
  name: string;
  legend: string;
  values: readonly string[];
  words: Record<string, string>;
  given: Given;
};

const Choices: FC<Choice> = ({ name, legend, values, words, given }) => (
  <fieldset>
    <legend>{legend}</legend>
    {values.map((value) => (
      <label>
        <input type="checkbox" name={name} value={value} checked={given[name]?.includes(value) ?? false} />
        {words[value]}
      </label>
    ))}
  </fieldset>
);

type FieldProps = { name: string; label: string; type: 'search' | 'date'; given: Given };

/** A date that is none cannot stand in a field of dates; it stays as text, so that it can be mended. */
const Field: FC<FieldProps> = ({ name, label, type, given }) => {
  const value = given[name]?.[0] ?? '';
  const fitting = type === 'date' && value && !z.iso.date().safeParse(value).success ? 'text' : type;
  return (
    <label class="field">
      <span>{label}</span>
      <input type={fitting} name={name} value={value} maxlength={type === 'search' ? 200 : undefined} />
    </label>
  );
};

type Party = { id: string; name: string };

const Parties: FC<{ parties: Party[]; given: Given }> = ({ parties, given }) => {
  const chosen = given.actor?.[0] ?? '';
  const known = parties.some(({ id }) => id === chosen);
  return (
    <label class="field">
      <span>{strings.filter.actor}</span>
      <select name="actor">
        <option value="">{strings.filter.any}</option>
        {chosen && !known && (
          <option value={chosen} selected>
            {chosen}
          </option>
        )}
        {parties.map(({ id, name }) => (
          <option value={id} selected={id === chosen}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
};

/** The filters; those that have no field of their own are kept as they are. */
export const FilterForm: FC<{ given: Given; parties: Party[] }> = ({ given, parties }) => (
  <form class="filter" method="get" action="/" aria-label="Filters">
    <div class="row">
      <Choices
        name="category"
        legend={strings.filter.category}
        values={Category.options}
        words={strings.categories}
        given={given}
      />
      <Choices
        name="origin"
        legend={strings.filter.toldBy}
        values={Origin.options}
        words={strings.origins}
        given={given}
      />
    </div>
    <div class="row">
      <Field name="q" label={strings.filter.words} type="search" given={given} />
      <Field name="from" label={strings.filter.from} type="date" given={given} />
      <Field name="to" label={strings.filter.to} type="date" given={given} />
      <Parties parties={parties} given={given} />
    </div>
    <div class="row">
      <label>
        <input type="checkbox" name="messages" value="include" checked={given.messages?.[0] === 'include'} />
        {strings.filter.messages}
      </label>
      {Object.entries(given)
        .filter(([name]) => !SHOWN.has(name))
        .flatMap(([name, values]) =>
          values.map((value) => <input type="hidden" name={name} value={value} />),
        )}
      <button type="submit">{strings.filter.show}</button>
    </div>
  </form>
);
