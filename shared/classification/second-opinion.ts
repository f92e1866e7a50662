import type { ReportText, Verdict } from './verdict.ts';

/** What a language model makes of a report: stored beside the verdict, never over it. */
export type SecondOpinion = Pick<Verdict, 'relevant' | 'category' | 'type' | 'status'> & { by: string };

/** The port; an adapter caches by the text, the prompt's version and the model. */
export type AskSecondOpinion = (report: ReportText, verdict: Verdict) => Promise<SecondOpinion | null>;

/** Asks nobody: the default, so that no model is ever called unless somebody plugs one in. */
export const noSecondOpinion: AskSecondOpinion = async () => null;

const UNSURE_FROM = 0.3;
const UNSURE_TO = 0.6;

/** Only what the classifier is unsure of is worth a second opinion. */
export const wantsSecondOpinion = ({ p }: Verdict): boolean => p >= UNSURE_FROM && p <= UNSURE_TO;
