import type { Category } from './verdict.ts';

/** The colour of each category on light and on dark paper, with a contrast of at least 4.5 to it: pages and mails alike. */
export const CATEGORY_COLOURS: Record<Category, { light: string; dark: string }> = {
  military: { light: '#a8321c', dark: '#ff8d76' },
  economic: { light: '#1f6b4c', dark: '#6ccf9d' },
  diplomatic: { light: '#2f4fa3', dark: '#97b6ff' },
};
