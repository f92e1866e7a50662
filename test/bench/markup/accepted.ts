/** The mail programs that mails must be readable in, by their names at caniemail.com. */
export const PROGRAMS = [
  'apple-mail',
  'gmail',
  'outlook',
  'yahoo',
  'aol',
  'samsung-email',
  'thunderbird',
  'protonmail',
  'fastmail',
  'mail-ru',
];

const PLAIN =
  'where no style arrives, headings, paragraphs and links stand in the same order, black on white';
const OTHER = 'only values that the mails do not use are lacking';
const SPACE = 'where it is lacking, space or a line between paragraphs looks different, and nothing is lost';

/** What some program lacks, wholly or in part, and why the mails use it nevertheless. */
export const ACCEPTED: Record<string, string> = {
  '<style> element': PLAIN,
  'Class selector': PLAIN,
  'Descendant combinator': PLAIN,
  'Chaining selectors': 'not used: the checker takes a class within a class for it',
  'Type selector': PLAIN,
  '<body> element': 'where it is dropped, the table within has the same paper and type',
  '@media':
    'where it is lacking, the mail is light and has the type of wide screens, which fits 320 pixels too',
  background: OTHER,
  display: OTHER,
  'font-size': OTHER,
  'font-weight': OTHER,
  'text-align': OTHER,
  margin: OTHER,
  'text-decoration': 'where it is lacking, links that are titles are underlined as others are',
  border: SPACE,
  'border-collapse': SPACE,
  padding: SPACE,
  'line-height': SPACE,
  'height property': 'not used: the checker takes line-height for it',
  'width property': 'used for one table; the checker takes max-width for it elsewhere',
  'max-width': 'where it is lacking, the column is as wide as the window',
  'word-break':
    'where it is lacking, the program breaks long words itself, or the mail scrolls sideways for one',
  'display:none': 'where it is lacking, the line that lists of mails show stands above the mail as well',
  'align attribute': OTHER,
  'width attribute': OTHER,
  'cellpadding attribute': SPACE,
  'cellspacing attribute': SPACE,
  'dir attribute': 'where it is lacking, a title from right to left begins at the left',
  'lang attribute': 'where it is lacking, readers aloud guess the language of a title',
  'role attribute': 'where it is lacking, readers aloud name a table that is there for its width alone',
};
