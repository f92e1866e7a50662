import type fc from 'fast-check';

/** Something that meets outside input, and what must hold of it whatever the input is. */
export type Target = {
  name: string;
  input: fc.Arbitrary<unknown>;
  /** Throws where something does not hold. */
  holds(input: never): unknown;
};

/** Ties the input of a target to the check of it. */
export const target = <T>(
  name: string,
  input: fc.Arbitrary<T>,
  holds: (input: T) => void | Promise<void>,
): Target => ({ name, input, holds });

export const must = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(what);
};
