/** Edit distance of two short words (Levenshtein), row by row. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The known name that a mistyped one most likely stands for. */
export const nearestName = (given: string, known: string[]): string => {
  const short = given.slice(0, 40).toLowerCase();
  return (
    [...known].sort(
      (a, b) => distance(short, a.toLowerCase()) - distance(short, b.toLowerCase()) || a.localeCompare(b),
    )[0] ?? ''
  );
};
