import type { FC } from 'hono/jsx';

/** Two drawings of one chart: phones get their own, since a wide one made small has labels that nobody can read. */
export type Variant = { name: 'wide' | 'narrow'; width: number };
export const VARIANTS: readonly Variant[] = [
  { name: 'wide', width: 960 },
  { name: 'narrow', width: 330 },
];

/** What fills a stretch that nobody covers. */
export const Hatching: FC<{ id: string }> = ({ id }) => (
  <defs>
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="hatching" d="M0 0V6" />
    </pattern>
  </defs>
);

export const round = (value: number): number => Math.round(value * 10) / 10;
