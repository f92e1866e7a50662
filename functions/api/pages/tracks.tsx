import type { FC } from 'hono/jsx';
import type { Claim } from '../../../shared/article/claim.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { PublicReport } from '../presented.ts';
import { Headline } from './headline.tsx';
import { Page } from './layout.tsx';
import { languageName, tierName } from './strings.ts';

/** A report of a side track; `wedge` is the issue that divides the two. */
export type Aside = { report: PublicReport; wedge: string | null };
export type Tracks = { frictions: Aside[]; statements: Aside[]; watch: Aside[] };

const dayWords = (instant: string): string => dateWords(instant.slice(0, 10), instant.slice(0, 10), 'day');

const Item: FC<{ aside: Aside }> = ({ aside: { report } }) => (
  <li class="report">
    <Headline report={report} plain />
    <p class="meta">
      {report.outlet}, {tierName(report.tier)}, in {languageName(report.lang)},{' '}
      <time datetime={report.published ?? report.firstSeen}>
        {dayWords(report.published ?? report.firstSeen)}
      </time>
    </p>
  </li>
);

const Items: FC<{ asides: Aside[] }> = ({ asides }) =>
  asides.length === 0 ? (
    <p class="soft">Nothing so far.</p>
  ) : (
    <ul class="plain">
      {asides.map((aside) => (
        <Item aside={aside} />
      ))}
    </ul>
  );

const OTHER = 'other';

/** The wedges in the order in which the article names them. */
const wedgesOf = (claims: Claim[]): string[] => [...new Set(claims.map(({ tags }) => tags[0] ?? OTHER))];

const same = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The article's frictions by what divides the two, each with the live reports that bear on it; the rest below. */
const Frictions: FC<{ claims: Claim[]; asides: Aside[] }> = ({ claims, asides }) => {
  const wedges = wedgesOf(claims);
  return (
    <>
      {wedges.map((wedge) => (
        <>
          <h3>{wedge}</h3>
          {claims
            .filter(({ tags }) => (tags[0] ?? OTHER) === wedge)
            .map(({ id, says }) => (
              <p>
                The article: <a href={`/article#claim-${id}`}>{says}</a>
              </p>
            ))}
          <Items asides={asides.filter((aside) => same(aside.wedge, wedge))} />
        </>
      ))}
      <h3>Other frictions</h3>
      <Items asides={asides.filter((aside) => !wedges.some((wedge) => same(aside.wedge, wedge)))} />
    </>
  );
};

export const TracksPage: FC<{ tracks: Tracks; claims: Claim[]; baseUrl: string }> = ({
  tracks,
  claims,
  baseUrl,
}) => (
  <Page
    title="Side tracks – Amur"
    description="Frictions, statements and things to watch between Russia and China: recognised, and never counted as cooperation."
    path="/tracks"
    baseUrl={baseUrl}
  >
    <h1>Side tracks</h1>
    <p class="deck">
      What the reader should see beside the acts: where the two rub, what their leaders say of each other, and
      what others charge them with. None of it is counted as cooperation.
    </p>
    <h2>Frictions, by the wedges that the article names</h2>
    <Frictions claims={claims.filter(({ kind }) => kind === 'friction')} asides={tracks.frictions} />
    <h2>Statements</h2>
    <p class="soft">Leaders and ministers on the relation itself: words, no acts.</p>
    <Items asides={tracks.statements} />
    <h2>To watch</h2>
    <p class="soft">Sanctions and charges by others, plans that are only weighed, and denials.</p>
    <Items asides={tracks.watch} />
  </Page>
);
