const WIDTH = 78; // RFC 5322 asks for lines of at most 78 characters

/** The lines of a text part. They break at spaces; a longer word is broken hard, since titles come from outside. */
export const wrap = (text: string): string[] => {
  const lines: string[] = [''];
  for (const word of text.replace(/\s+/gu, ' ').trim().split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push('');
    const pieces = word.match(new RegExp(`.{1,${WIDTH}}`, 'gsu')) ?? [];
    for (const [index, piece] of pieces.entries()) {
      const last = lines.at(-1) ?? '';
      if (index > 0) lines.push(piece);
      else lines[lines.length - 1] = last === '' ? piece : `${last} ${piece}`;
    }
  }
  return lines;
};
