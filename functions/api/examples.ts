import examples from './examples.json' with { type: 'json' };

/** Answers as the seed alone gives them: what the document shows, and what contract tests begin with. */
export const EXAMPLES: Record<string, unknown> = examples;

/** The event, the week and the day that examples of addresses name. */
export const EXAMPLE_PARAMETERS: Record<string, string> = {
  id: 'e1c4afdf5f0416de2',
  week: '2023-W12',
  date: '2026-03-02',
  item: '2023-03-20-r0123456789abcdef01234567',
};
