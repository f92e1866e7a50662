import cues from './lexicon/cues.json' with { type: 'json' };
import triggers from './lexicon/triggers.json' with { type: 'json' };
import { type Aliases, type Compiled, compileAll, type Span, spansOf } from './pattern.ts';
import type { EventType, Language } from './verdict.ts';

export type Trigger = Aliases & { id: string; type: EventType; strength: number };
export type Cue = Aliases & { id: string };

/** A match in one field. */
export type Hit<T> = Span & { item: T; field: 'title' | 'summary' };

let compiled: { triggers: Compiled<Trigger>; cues: Compiled<Cue> } | undefined;

/** Compiled at first use: loading the module costs nothing. */
const lexicon = () => {
  compiled ??= { triggers: compileAll(triggers.triggers as Trigger[]), cues: compileAll(cues.cues as Cue[]) };
  return compiled;
};

export const triggersIn = (field: 'title' | 'summary', text: string, language: Language): Hit<Trigger>[] =>
  lexicon().triggers[language].flatMap(({ item, pattern }) =>
    spansOf(pattern, text).map((span) => ({ ...span, item, field })),
  );

/** Cues match at their first place only: once is enough. */
export const cuesIn = (field: 'title' | 'summary', text: string, language: Language): Hit<Cue>[] =>
  lexicon().cues[language].flatMap(({ item, pattern }) =>
    spansOf(pattern, text)
      .slice(0, 1)
      .map((span) => ({ ...span, item, field })),
  );
