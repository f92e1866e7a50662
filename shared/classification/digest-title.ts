import type { ReportText } from './verdict.ts';

const BULLETIN = /^(?:国[际内]联播快讯|联播快讯|简讯|快讯|要闻)/;
const FIRST_STORY = /^\s*([^\n。！？]{6,160}[。！？]?)/;

export type Story = {
  text: ReportText /** Where the story's title begins in the summary; null: it is the item's own title. */;
  offset: number | null;
};

/** A bulletin of several stories is judged by its first one (codebook 4.6): its first sentence becomes the title. */
export const firstStory = (report: ReportText): Story => {
  const match = BULLETIN.test(report.title) ? FIRST_STORY.exec(report.summary) : null;
  if (!match?.[1]) return { text: report, offset: null };
  const offset = match[0].length - match[1].length;
  return { text: { ...report, title: match[1], summary: '' }, offset };
};
