import { scaleUtc } from 'd3-scale';
import type { FC } from 'hono/jsx';
import { Category } from '../../../shared/classification/verdict.ts';
import type { Strip } from './chart-data.ts';
import { Hatching, round, VARIANTS, type Variant } from './drawing.tsx';

/** A shape for each category, about a point: colour is never the only sign. */
const MARK: Record<Category, { class: string; at(x: number, y: number): string }> = {
  military: { class: 'mil', at: (x, y) => `M${round(x - 4)} ${y - 4}h8v8h-8z` },
  economic: {
    class: 'eco',
    at: (x, y) => `M${round(x - 4.4)} ${y}a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0 -8.8 0`,
  },
  diplomatic: { class: 'dip', at: (x, y) => `M${round(x)} ${round(y - 5.6)}l5.6 5.6l-5.6 5.6l-5.6 -5.6z` },
};

type StripChartProps = {
  id: string;
  title: string;
  description: string;
  strips: Strip[];
  /** Stretches that no source covers. */
  gaps: readonly { from: string; to: string }[];
  first: string;
  last: string;
  /** Where the source of the marks changes, from the chronology to the feeds. */
  since?: string | null;
  /** What stands at the end of a line. */
  note(strip: Strip): string;
};

/** Names stand beside the lines where there is room, else above them. */
const LAYOUT = {
  wide: { left: 300, right: 90, row: 30, line: 16, name: 20 },
  narrow: { left: 6, right: 8, row: 48, line: 32, name: 14 },
} as const;
const FOOT = 26;

const yearTicks = (first: string, last: string, variant: Variant): number[] => {
  const step = variant.name === 'wide' ? 5 : 10;
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (year) => year % step === 0,
  );
};

const Drawing: FC<StripChartProps & { variant: Variant }> = (props) => {
  const { id, title, description, strips, gaps, first, last, since, note, variant } = props;
  const { left, right, row, line, name } = LAYOUT[variant.name];
  const end = variant.width - right;
  const x = scaleUtc()
    .domain([Date.parse(first), Date.parse(last)])
    .range([left, end]);
  const height = strips.length * row + FOOT;
  const at = (day: string): number => round(x(Date.parse(day)));
  const own = `${id}-${variant.name}`;
  return (
    <svg
      viewBox={`0 0 ${variant.width} ${height}`}
      role="img"
      aria-labelledby={`${own}-t ${own}-d`}
      class={variant.name}
    >
      <title id={`${own}-t`}>{title}</title>
      <desc id={`${own}-d`}>{description}</desc>
      <Hatching id={`${own}-h`} />
      <path
        fill={`url(#${own}-h)`}
        d={gaps
          .filter(({ to }) => to > first)
          .map(({ from, to }) => `M${at(from)} 0H${at(to)}V${height - FOOT}H${at(from)}z`)
          .join('')}
      />
      {yearTicks(first, last, variant).map((year) => {
        const line = at(`${year}-01-01`);
        return (
          <>
            <path class="grid" d={`M${line} 0V${height - FOOT}`} />
            <text x={line} y={height - 8} text-anchor="middle">
              {year}
            </text>
          </>
        );
      })}
      {since && since > first && <path class="event-line" d={`M${at(since)} 0V${height - FOOT}`} />}
      {strips.map((strip, index) => {
        const y = index * row + line;
        return (
          <>
            <path class="line" d={`M${left} ${y}H${end}`} />
            <text class="head halo" paint-order="stroke" x={0} y={index * row + name}>
              {strip.name}
            </text>
            {Category.options.map((category) => {
              const path = strip.events
                .filter((event) => event.category === category)
                .map(({ eventStart }) => MARK[category].at(x(Date.parse(eventStart)), y))
                .join('');
              return path && <path class={`${MARK[category].class} dot`} d={path} />;
            })}
            <text
              class="halo"
              paint-order="stroke"
              x={variant.name === 'wide' ? end + 12 : end}
              y={index * row + name}
              text-anchor={variant.name === 'wide' ? 'start' : 'end'}
            >
              {note(strip)}
            </text>
          </>
        );
      })}
    </svg>
  );
};

/** Lines of marks under one axis of time, one mark an event. */
export const StripChart: FC<StripChartProps> = (props) => (
  <figure id={props.id}>
    <figcaption>
      <strong>{props.title}</strong>
      <span>{props.description}</span>
    </figcaption>
    {VARIANTS.map((variant) => (
      <Drawing {...props} variant={variant} />
    ))}
  </figure>
);
