import actorsFile from './lexicon/actors.json' with { type: 'json' };
import placesFile from './lexicon/places.json' with { type: 'json' };
import seriesFile from './lexicon/series.json' with { type: 'json' };
import wordsFile from './lexicon/words.json' with { type: 'json' };
import { buildTrie, type Trie } from './trie.ts';
import type { Side } from './verdict.ts';

/** A line of actors.json: an office, a firm, a force, a state. */
export type Party = { id: string; side: Side | 'NONE'; name: string; from?: string; to?: string };

/** What a phrase of the lexicon stands for. */
export type Meaning =
  | { kind: 'party'; party: Party }
  | { kind: 'class'; name: string }
  | { kind: 'place'; name: string }
  | { kind: 'series'; name: string };

type Phrases = { en: string[]; ru: string[]; zh: string[] };
const phrasesOf = ({ en, ru, zh }: Phrases): string[] => [...en, ...ru, ...zh];

const STATES: Record<string, Party[]> = {
  RU: [{ id: 'RU.STATE', side: 'RU', name: 'Russia' }],
  CN: [{ id: 'CN.STATE', side: 'CN', name: 'China' }],
};
STATES.BOTH = [...(STATES.RU ?? []), ...(STATES.CN ?? [])];

/** "访华[CN]": the phrase names a side too; "to visit[VISIT]": it belongs to a second class. */
const splitTag = (phrase: string): { words: string; parties: Party[]; also: string | undefined } => {
  const open = phrase.indexOf('[');
  if (open < 0) return { words: phrase, parties: [], also: undefined };
  const tag = phrase.slice(open + 1, -1);
  const parties = STATES[tag];
  return { words: phrase.slice(0, open), parties: parties ?? [], also: parties ? undefined : tag };
};

const build = (): Trie<Meaning> => {
  const trie = buildTrie<Meaning>();
  for (const party of actorsFile.actors as (Party & Phrases)[])
    for (const phrase of phrasesOf(party)) trie.add(phrase, { kind: 'party', party });
  for (const line of wordsFile.classes)
    for (const phrase of phrasesOf(line)) {
      const { words, parties, also } = splitTag(phrase);
      trie.add(words, { kind: 'class', name: line.class });
      if (also) trie.add(words, { kind: 'class', name: also });
      for (const party of parties) trie.add(words, { kind: 'party', party });
    }
  for (const line of placesFile.places)
    for (const phrase of phrasesOf(line)) trie.add(phrase, { kind: 'place', name: line.name });
  for (const line of seriesFile.series)
    for (const phrase of phrasesOf(line)) {
      trie.add(phrase, { kind: 'series', name: line.name });
      for (const name of line.classes) trie.add(phrase, { kind: 'class', name });
    }
  return trie;
};

let built: Trie<Meaning> | undefined;

/** Built at first use: loading the module costs nothing. */
export const lexicon = (): Trie<Meaning> => {
  built ??= build();
  return built;
};
