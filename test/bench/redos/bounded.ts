/** Places whose expressions may take time beyond linear, and why the texts that they meet are short. */
export const BOUNDED: Record<string, string> = {
  'shared/classification/': 'reading.ts cuts title and summary before anything reads them.',
  'shared/ingestion/feed-date.ts': 'a date is cut to 100 characters.',
  'shared/ingestion/aggregated.ts': 'it looks at ten characters.',
  'shared/ingestion/check-source.ts': 'it looks at 500 characters of a tag, and at 200 tags of a page.',
  'shared/digest/wording.ts': 'a line is cut to the room it has before it is shortened to a word.',
  'functions/local/settings.ts': 'the settings are the operator’s own.',
};
