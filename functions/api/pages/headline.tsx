import type { FC } from 'hono/jsx';
import type { PublicReport } from '../presented.ts';

type Span = { start: number; end: number; kind: string };

/** What is marked, the plainest reason first; words that only the learnt layer weighs stay in the table. */
const SHOWN = ['actor', 'trigger', 'cue', 'relation'];
const SHORTEST = { relation: 4 } as Record<string, number>; // "of" and "as" say nothing to a reader

/** Spans that do not overlap, in order. */
const apart = (reasons: PublicReport['reasons']): Span[] => {
  const taken: Span[] = [];
  const inTitle = reasons.filter(
    ({ field, kind, start, end }) =>
      field === 'title' && SHOWN.includes(kind) && end - start >= (SHORTEST[kind] ?? 1),
  );
  for (const { kind, start, end } of inTitle.toSorted(
    (a, b) => SHOWN.indexOf(a.kind) - SHOWN.indexOf(b.kind),
  )) {
    if (taken.some((other) => start < other.end && end > other.start)) continue;
    taken.push({ start, end, kind });
  }
  return taken.sort((a, b) => a.start - b.start);
};

const Marked: FC<{ report: PublicReport }> = ({ report: { title, reasons } }) => {
  const spans = apart(reasons);
  const ends = [0, ...spans.map(({ end }) => end)];
  return (
    <>
      {spans.map(({ start, end, kind }, index) => (
        <>
          {title.slice(ends[index], start)}
          <mark class={kind}>{title.slice(start, end)}</mark>
        </>
      ))}
      {title.slice(ends.at(-1))}
    </>
  );
};

const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);

/** A headline in its own language, with the words that counted; a link only where the address is one of the web. */
export const Headline: FC<{ report: PublicReport; plain?: boolean }> = ({ report, plain = false }) => {
  const words = plain ? report.title : <Marked report={report} />;
  return isWeb(report.url) ? (
    <a class="bidi" href={report.url} rel="noopener nofollow" lang={report.lang} dir="auto">
      {words}
    </a>
  ) : (
    <span class="bidi" lang={report.lang} dir="auto">
      {words}
    </span>
  );
};

/** A link to where something was read; nothing for what is no address of the web. */
export const SourceLink: FC<{ url: string | null }> = ({ url }) =>
  isWeb(url) ? (
    <a href={url} rel="noopener nofollow">
      {new URL(url).hostname.replace(/^www\./, '')}
    </a>
  ) : null;
