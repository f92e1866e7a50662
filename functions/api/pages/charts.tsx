import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import type { FC } from 'hono/jsx';
import type { Stretch } from '../../../shared/article/coverage.ts';
import { Category } from '../../../shared/classification/verdict.ts';
import { strings } from './strings.ts';

/** Events of one period by category. */
export type Bar = { period: string; from: string; to: string } & Record<Category, number>;

type ChartProps = {
  id: string;
  title: string;
  description: string;
  bars: Bar[];
  coverage: Stretch[];
  /** Which periods carry a label. */
  label(period: string): string | null;
  /** Link of a bar, or null. */
  href?(bar: Bar): string;
};

const CLASS = { military: 'mil', economic: 'eco', diplomatic: 'dip' } as const;
const MARGIN = { top: 14, right: 6, bottom: 26, left: 30 };

const total = (bar: Bar): number => bar.military + bar.economic + bar.diplomatic;

const isGap = (bar: Bar, coverage: Stretch[]): boolean =>
  total(bar) === 0 && coverage.some(({ covered, from, to }) => !covered && from <= bar.from && to >= bar.to);

/** One path a category keeps the page small however many bars there are. */
const Drawing: FC<ChartProps & { width: number; height: number; variant: string }> = (props) => {
  const { bars, coverage, width, height, variant, id, title, description, label } = props;
  const x = scaleBand<string>()
    .domain(bars.map(({ period }) => period))
    .range([MARGIN.left, width - MARGIN.right])
    .padding(0.15);
  const y = scaleLinear()
    .domain([0, Math.max(4, ...bars.map(total))])
    .nice(4)
    .range([height - MARGIN.bottom, MARGIN.top]);
  const layers = stack<Bar, Category>().keys(Category.options)(bars);
  const step = x.bandwidth();
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-${variant}-t ${id}-${variant}-d`}
      class={variant}
    >
      <title id={`${id}-${variant}-t`}>{title}</title>
      <desc id={`${id}-${variant}-d`}>{description}</desc>
      <defs>
        <pattern
          id={`hatch-${id}-${variant}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V6" stroke="currentColor" stroke-opacity=".35" stroke-width="2" />
        </pattern>
      </defs>
      {y.ticks(4).map((tick) => (
        <g>
          <path class="axis" d={`M${MARGIN.left} ${y(tick)}H${width - MARGIN.right}`} />
          <text x={MARGIN.left - 5} y={y(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {bars
        .filter((bar) => isGap(bar, coverage))
        .map(({ period }) => (
          <rect
            x={x(period)}
            y={MARGIN.top}
            width={step}
            height={height - MARGIN.bottom - MARGIN.top}
            fill={`url(#hatch-${id}-${variant})`}
          />
        ))}
      {layers.map((layer) => (
        <path
          class={CLASS[layer.key]}
          d={layer
            .filter(([from, to]) => to > from)
            .map(
              (part) =>
                `M${(x(part.data.period) ?? 0).toFixed(1)} ${y(part[0]).toFixed(1)}V${y(part[1]).toFixed(1)}h${step.toFixed(1)}V${y(part[0]).toFixed(1)}z`,
            )
            .join('')}
        />
      ))}
      {bars.map(({ period }) => {
        const text = label(period);
        return (
          text && (
            <text x={(x(period) ?? 0) + step / 2} y={height - 8} text-anchor="middle">
              {text}
            </text>
          )
        );
      })}
    </svg>
  );
};

const Data: FC<ChartProps> = ({ bars, href, coverage }) => (
  <details>
    <summary>The figures as a table</summary>
    <section class="scroll" aria-label="Figures">
      <table>
        <thead>
          <tr>
            <th scope="col">Period</th>
            {Category.options.map((category) => (
              <th scope="col" class="n">
                {strings.categories[category]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars
            .filter((bar) => total(bar) > 0 || isGap(bar, coverage))
            .map((bar) => (
              <tr>
                <th scope="row">{href ? <a href={href(bar)}>{bar.period}</a> : bar.period}</th>
                {Category.options.map((category) => (
                  <td class="n">{isGap(bar, coverage) ? 'not covered' : bar[category]}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  </details>
);

/** A stacked bar chart drawn for wide screens and, with own proportions, for phones. */
export const Chart: FC<ChartProps> = (props) => {
  const narrow = (period: string): string | null =>
    props.bars.findIndex((bar) => bar.period === period) % 2 === 0 ? props.label(period) : null;
  return (
    <figure>
      <figcaption>
        <strong>{props.title}.</strong> {props.description}
      </figcaption>
      <Drawing {...props} width={1000} height={230} variant="wide" />
      <Drawing {...props} label={narrow} width={360} height={210} variant="narrow" />
      <Data {...props} />
    </figure>
  );
};

export const Key: FC = () => (
  <ul class="key">
    {Category.options.map((category) => (
      <li class={category}>{strings.categories[category]}</li>
    ))}
    <li class="none">hatched: no source covers these years</li>
  </ul>
);
