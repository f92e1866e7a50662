/** The value with the greatest weight; among equals the one that sorts first, so that order never matters. */
export const mostOften = <T, V extends string | number>(
  items: T[],
  read: (item: T) => V | null,
  weightOf: (item: T) => number = () => 1,
): V | undefined => {
  const weights = new Map<V, number>();
  for (const item of items) {
    const value = read(item);
    if (value !== null) weights.set(value, (weights.get(value) ?? 0) + weightOf(item));
  }
  const rounded = (weight: number) => Math.round(weight * 1e6);
  return [...weights].sort(
    ([a, x], [b, y]) => rounded(y) - rounded(x) || String(a).localeCompare(String(b)),
  )[0]?.[0];
};
