import { type Clause, clausesOf } from './clauses.ts';
import { languageOf } from './language.ts';
import { type Mention, mentionsIn } from './mentions.ts';
import { type Cue, cuesIn, type Hit, type Trigger, triggersIn } from './triggers.ts';
import type { Language, ReportText, Side } from './verdict.ts';

const LONGEST_TITLE = 400;
const LONGEST_SUMMARY = 900;

/** Everything found in a report, before anything is decided. Offsets are those of the fields as given. */
export type Reading = {
  title: string;
  summary: string;
  language: Language;
  /** Publication day, or null. */
  day: string | null;
  clauses: Clause[];
  mentions: { title: Mention[]; summary: Mention[] };
  triggers: Hit<Trigger>[];
  cues: Hit<Cue>[];
};

/** Photo credits, captions and links that feeds leave in: blanked out, so that offsets stay (codebook 4.18). */
const LEFTOVERS =
  /\((?:Reuters|AP|AFP|Getty Images?|TASS|Xinhua|Photo by[^)]{0,80}|Image:[^)]{0,80})[^)]{0,60}\)|read full (?:article|story).*$|continue reading.*$|©[^.]{0,80}|\[[^\]]{0,80}(?:AFP|Reuters|AP Photo|Getty|EPA)[^\]]{0,80}\]|[A-Z][a-z]+ [A-Z][a-z]+ shakes? hands[^.]{0,160}\.|(?:фото|видео):[^.]{0,80}$/giu;

const clean = (text: string): string => text.replace(LEFTOVERS, (found) => ' '.repeat(found.length));

const TODAY = '2026-01-01';

export const read = ({ title: rawTitle, summary: rawSummary, published, lang }: ReportText): Reading => {
  const title = clean(rawTitle.slice(0, LONGEST_TITLE));
  const summary = clean(rawSummary.slice(0, LONGEST_SUMMARY));
  const language = lang ?? languageOf(`${title} ${summary.slice(0, 200)}`);
  const day = published?.slice(0, 10) ?? null;
  return {
    title,
    summary,
    language,
    day,
    clauses: clausesOf(title, summary, language),
    mentions: {
      title: mentionsIn(title, language, day ?? TODAY),
      summary: mentionsIn(summary, language, day ?? TODAY),
    },
    triggers: [...triggersIn('title', title, language), ...triggersIn('summary', summary, language)],
    cues: [...cuesIn('title', title, language), ...cuesIn('summary', summary, language)],
  };
};

const within = (clause: Clause, { start, end }: { start: number; end: number }): boolean =>
  start >= clause.start && end <= clause.end;

export const mentionsOf = ({ mentions }: Reading, clause: Clause): Mention[] =>
  mentions[clause.field].filter((mention) => within(clause, mention));

export const triggersOf = ({ triggers }: Reading, clause: Clause): Hit<Trigger>[] =>
  triggers.filter((hit) => hit.field === clause.field && within(clause, hit));

export const names = (mentions: Mention[], side: Side): boolean =>
  mentions.some(({ actor }) => actor.side === side);

export const namesBoth = (mentions: Mention[]): boolean => names(mentions, 'RU') && names(mentions, 'CN');
