import actors from './lexicon/actors.json' with { type: 'json' };

/** Version of the lexicon files, on every verdict. */
export const LEXICON_VERSION: string = actors.version;
