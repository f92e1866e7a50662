import type { Child, FC } from 'hono/jsx';

/** A sentence of the table of strings with links in it: each `{name}` gives way to the part of that name. */
export const Rich: FC<{ text: string; parts: Record<string, Child> }> = ({ text, parts }) => (
  <>{text.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 1 ? parts[piece] : piece))}</>
);
