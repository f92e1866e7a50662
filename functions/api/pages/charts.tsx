import { type ScaleLinear, scaleLinear, scaleUtc } from 'd3-scale';
import { type Series, stack } from 'd3-shape';
import type { FC } from 'hono/jsx';
import { Category } from '../../../shared/classification/verdict.ts';
import { type Bar, type Panel, totalOf } from './chart-data.ts';
import { Hatching, round, VARIANTS, type Variant } from './drawing.tsx';
import { strings } from './strings.ts';

/** A moment that the reader should see in the chart. */
export type Moment = { day: string; label: string; panel: number };

type ChartProps = {
  id: string;
  title: string;
  description: string;
  panels: Panel[];
  first: string;
  last: string;
  moments: Moment[];
  /** Label of a period below the axis, or none. */
  label(period: string, variant: Variant): string | null;
  href(bar: Bar): string;
};

const CLASS = { military: 'mil', economic: 'eco', diplomatic: 'dip' } as const;
const HEAD = 24; // the name of a panel stands above it
const FOOT = 24;
const LEFT = 38;
const RIGHT = 8;
const HEIGHT = { article: 52, chronology: 104, live: 78 } as const;
const BETWEEN = 14;
const FULL = 0.82; // share of its period that a bar is wide

const DAY_MS = 86_400_000;
const dayAfter = (day: string): number => Date.parse(day) + DAY_MS;

/** Where days lie, from left to right, and where the panels do, from top to bottom. */
type Frame = {
  x(day: string | number): number;
  right: number;
  tops: number[];
  height: number;
};

const frameOf = ({ panels, first, last }: ChartProps, width: number): Frame => {
  const right = width - RIGHT;
  const scale = scaleUtc()
    .domain([Date.parse(first), dayAfter(last)])
    .range([LEFT, right]);
  const tops: number[] = [];
  let below = 0;
  for (const { origin } of panels) {
    tops.push(below + HEAD);
    below += HEAD + HEIGHT[origin] + BETWEEN;
  }
  const at = (day: string | number) => round(scale(typeof day === 'string' ? Date.parse(day) : day));
  return { x: at, right, tops, height: below - BETWEEN + FOOT };
};

type PanelProps = { panel: Panel; top: number; frame: Frame; hatch: string };

const Gaps: FC<PanelProps> = ({ panel, top, frame, hatch }) => (
  <path
    fill={`url(#${hatch})`}
    d={panel.gaps
      .map(({ from, to }) => {
        const [left, right] = [frame.x(from), frame.x(dayAfter(to))];
        return `M${left} ${top}H${right}V${top + HEIGHT[panel.origin]}H${left}z`;
      })
      .join('')}
  />
);

/** One path a category keeps the page small however many bars there are. */
const pathOf = (layer: Series<Bar, Category>, { x }: Frame, y: ScaleLinear<number, number>): string =>
  layer
    .filter(([from, to]) => to > from)
    .map((part) => {
      const [left, right] = [x(part.data.from), x(dayAfter(part.data.to))];
      const width = round((right - left) * FULL);
      const start = round(left + (right - left - width) / 2);
      return `M${start} ${round(y(part[0]))}V${round(y(part[1]))}h${width}V${round(y(part[0]))}z`;
    })
    .join('');

const Scale: FC<{ y: ScaleLinear<number, number>; frame: Frame }> = ({ y, frame }) => (
  <>
    {y
      .ticks(3)
      .filter((tick) => tick > 0 && Number.isInteger(tick))
      .map((tick) => (
        <>
          <path class="grid" d={`M${LEFT} ${round(y(tick))}H${frame.right}`} />
          <text class="num" x={LEFT - 6} y={round(y(tick) + 4)} text-anchor="end">
            {tick}
          </text>
        </>
      ))}
  </>
);

const Bars: FC<PanelProps> = (props) => {
  const { panel, top, frame } = props;
  const bottom = top + HEIGHT[panel.origin];
  const told = panel.origin === 'article' ? panel.told : null;
  const y = scaleLinear()
    .domain([0, Math.max(3, ...panel.bars.map(totalOf))])
    .range([bottom, top]);
  return (
    <>
      <text class="head" x={LEFT} y={top - 8}>
        {headOf(panel)}
      </text>
      <Scale y={y} frame={frame} />
      <Gaps {...props} />
      {stack<Bar, Category>()
        .keys(Category.options)(panel.bars)
        .map((layer) => (
          <path class={CLASS[layer.key]} d={pathOf(layer, frame, y)} />
        ))}
      <path class="base" d={`M${LEFT} ${bottom}H${frame.right}`} />
      {told && (
        <path
          class="span"
          d={`M${Math.max(LEFT, frame.x(told.from))} ${bottom + 4}H${frame.x(dayAfter(told.to))}`}
        />
      )}
    </>
  );
};

const bottomOf = (frame: Frame): number => frame.height - FOOT;

const LETTER = 7; // pixels, about

/** The name of a panel, as it stands above it. */
const headOf = ({ origin, total }: Panel): string =>
  `${strings.originsLong[origin]}: ${total === 0 ? 'nothing yet' : total}`;

/** A dashed line from one panel down through those below it, named above wherever its name has room. */
const Moments: FC<{ moments: Moment[]; panels: Panel[]; frame: Frame }> = ({ moments, panels, frame }) => (
  <>
    {moments.map(({ day, label, panel }) => {
      const x = frame.x(day);
      const toLeft = x > frame.right - label.length * LETTER;
      const head = panels[panel] ? headOf(panels[panel]).length * LETTER : 0;
      const fits = !toLeft || x - label.length * LETTER > LEFT + head;
      return (
        <>
          <path class="event-line" d={`M${x} ${(frame.tops[panel] ?? 0) - 5}V${bottomOf(frame)}`} />
          {fits && (
            <text
              class="halo"
              paint-order="stroke"
              x={toLeft ? x + 1 : x - 1}
              y={(frame.tops[panel] ?? 0) - 8}
              text-anchor={toLeft ? 'end' : 'start'}
            >
              {label}
            </text>
          )}
        </>
      );
    })}
  </>
);

const Periods: FC<ChartProps & { frame: Frame; variant: Variant }> = ({ panels, label, frame, variant }) => (
  <>
    {(panels[0]?.bars ?? []).map(({ period, from, to }) => {
      const text = label(period, variant);
      return (
        text && (
          <text
            x={round((frame.x(from) + frame.x(dayAfter(to))) / 2)}
            y={frame.height - 6}
            text-anchor="middle"
          >
            {text}
          </text>
        )
      );
    })}
  </>
);

/** What a period has in each panel, in words. */
const periodWords = (panels: Panel[], index: number): string =>
  panels
    .map(
      ({ origin, bars }) =>
        `${strings.origins[origin].toLowerCase()} ${bars[index] ? totalOf(bars[index]) : 0}`,
    )
    .join(', ');

const hasEvents = (panels: Panel[], index: number): boolean =>
  panels.some(({ bars }) => bars[index] && totalOf(bars[index]) > 0);

/** Periods lead to their events. Keyboards find the same links in the table of figures, without forty stops here. */
const Links: FC<ChartProps & { frame: Frame }> = ({ panels, href, frame }) => (
  <>
    {(panels[0]?.bars ?? []).map((bar, index) => {
      const left = frame.x(bar.from);
      const top = frame.tops[0] ?? 0;
      return hasEvents(panels, index) ? (
        <a href={href(bar)} tabindex={-1}>
          <title>{`${bar.period}: ${periodWords(panels, index)}`}</title>
          <path d={`M${left} ${top}H${frame.x(dayAfter(bar.to))}V${bottomOf(frame)}H${left}z`} />
        </a>
      ) : null;
    })}
  </>
);

const Drawing: FC<ChartProps & { variant: Variant }> = (props) => {
  const { id, title, description, panels, moments, variant } = props;
  const frame = frameOf(props, variant.width);
  const own = `${id}-${variant.name}`;
  return (
    <svg
      viewBox={`0 0 ${variant.width} ${frame.height}`}
      role={variant.name === 'wide' ? 'group' : 'img'}
      aria-labelledby={`${own}-t ${own}-d`}
      class={variant.name}
    >
      <title id={`${own}-t`}>{title}</title>
      <desc id={`${own}-d`}>{description}</desc>
      <Hatching id={`${own}-h`} />
      {panels.map((panel, index) => (
        <Bars panel={panel} top={frame.tops[index] ?? 0} frame={frame} hatch={`${own}-h`} />
      ))}
      <Moments moments={moments} panels={panels} frame={frame} />
      <Periods {...props} frame={frame} variant={variant} />
      {variant.name === 'wide' && <Links {...props} frame={frame} />}
    </svg>
  );
};

/** "3 military, 1 economic", or that nobody looked. */
const cellOf = (bar: Bar | undefined): string => {
  if (!bar) return '';
  const parts = Category.options.filter((category) => bar[category] > 0);
  if (parts.length === 0) return bar.covered === 0 ? strings.charts.notCovered : '0';
  return parts.map((category) => `${bar[category]} ${category}`).join(', ');
};

const Figures: FC<ChartProps> = ({ panels, href, title }) => (
  <details>
    <summary>{strings.charts.figures}</summary>
    <section class="scroll" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.charts.period}</th>
            {panels.map(({ origin }) => (
              <th scope="col">{strings.origins[origin]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(panels[0]?.bars ?? []).map((bar, index) =>
            hasEvents(panels, index) ? (
              <tr>
                <th scope="row">
                  <a href={href(bar)}>{bar.period}</a>
                </th>
                {panels.map(({ bars }) => (
                  <td>{cellOf(bars[index])}</td>
                ))}
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </section>
    <p class="small">
      <a href="/v1/stats?groupBy=month">By month as data</a>, <a href="/v1/events.csv">all events as CSV</a>
    </p>
  </details>
);

/** Panels of stacked bars under one axis of time. */
export const Chart: FC<ChartProps> = (props) => (
  <figure id={props.id}>
    <figcaption>
      <strong>{props.title}</strong>
      <span>{props.description}</span>
    </figcaption>
    <Key />
    {VARIANTS.map((variant) => (
      <Drawing {...props} variant={variant} />
    ))}
    <Figures {...props} />
  </figure>
);

export const Key: FC = () => (
  <ul class="key">
    {Category.options.map((category) => (
      <li class={category}>{strings.categories[category]}</li>
    ))}
    <li class="none">{strings.charts.hatched}</li>
  </ul>
);
