import type { FC } from 'hono/jsx';
import type { Claim } from '../../../shared/article/claim.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { PublicReport } from '../presented.ts';
import { Headline } from './headline.tsx';
import { Page } from './layout.tsx';
import { languageName, strings, tierName } from './strings.ts';

const words = strings.tracks;

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
    <p class="soft">{words.none}</p>
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
                {words.article} <a href={`/article#claim-${id}`}>{says}</a>
              </p>
            ))}
          <Items asides={asides.filter((aside) => same(aside.wedge, wedge))} />
        </>
      ))}
      <h3>{words.others}</h3>
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
    title={`${strings.nav['/tracks']} – Amur`}
    description={words.description}
    path="/tracks"
    baseUrl={baseUrl}
  >
    <h1>{strings.nav['/tracks']}</h1>
    <p class="deck">{words.deck}</p>
    <h2>{words.frictions}</h2>
    <Frictions claims={claims.filter(({ kind }) => kind === 'friction')} asides={tracks.frictions} />
    <h2>{words.statements}</h2>
    <p class="soft">{words.aboutStatements}</p>
    <Items asides={tracks.statements} />
    <h2>{words.watch}</h2>
    <p class="soft">{words.aboutWatch}</p>
    <Items asides={tracks.watch} />
  </Page>
);
