import type { FC } from 'hono/jsx';
import type { Claim } from '../../../shared/article/claim.ts';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import { SourceLink } from './headline.tsx';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';

type Verdict = Claim['check']['verdict'];

const TONE: Record<Verdict, string> = {
  holds: 'holds',
  'holds in part': 'doubt',
  imprecise: 'doubt',
  incomplete: 'doubt',
  wrong: 'wrong',
  interpretation: 'soft',
  'not verified': 'soft',
  open: 'soft',
};

const words = strings.article;

const Tally: FC<{ claims: Claim[] }> = ({ claims }) => (
  <ul class="tally">
    {(Object.keys(TONE) as Verdict[])
      .map((verdict) => ({ verdict, count: claims.filter(({ check }) => check.verdict === verdict).length }))
      .filter(({ count }) => count > 0)
      .map(({ verdict, count }) => (
        <li class={TONE[verdict]}>
          <b>{count}</b> {strings.verdicts[verdict].toLowerCase()}
        </li>
      ))}
  </ul>
);

const Checked: FC<{ claim: Claim; event: EventSummary | undefined }> = ({ claim, event }) => {
  const { check, start, end, grain } = claim;
  return (
    <li class="claim" id={`claim-${claim.id}`}>
      <div>
        <p class="meta">
          {claim.category ? (
            <span class={`cat ${claim.category}`}>{strings.categories[claim.category]}</span>
          ) : (
            ''
          )}
          {words.claim(claim.id, words.kinds[claim.kind], claim.told)}
        </p>
        <p class="says">{claim.says}</p>
      </div>
      <div>
        <p>
          <span class={`verdict ${TONE[check.verdict]}`}>{strings.verdicts[check.verdict]}.</span>{' '}
          {check.found}
        </p>
        <p class="meta">
          {start && end && grain && (
            <>
              {words.date} {dateWords(start, end, grain)}.{' '}
            </>
          )}
          {check.unverified && (
            <>
              {words.unverified} {check.unverified}.{' '}
            </>
          )}
          {check.sourceUrl && (
            <>
              {words.source} <SourceLink url={check.sourceUrl} />.{' '}
            </>
          )}
          {event && <a href={`/events/${event.id}`}>{words.event}</a>}
        </p>
      </div>
    </li>
  );
};

/** The article's claims in its order, each beside what came of checking it. */
export const ArticlePage: FC<{ claims: Claim[]; events: Map<string, EventSummary>; baseUrl: string }> = ({
  claims,
  events,
  baseUrl,
}) => (
  <Page
    title={`${strings.nav['/article']} – Amur`}
    description={words.description}
    path="/article"
    baseUrl={baseUrl}
  >
    <h1>{strings.nav['/article']}</h1>
    <p class="deck">{words.deck(claims.length)}</p>
    <p>{words.rule}</p>
    <Tally claims={claims} />
    <ol class="plain">
      {claims.map((claim) => (
        <Checked claim={claim} event={events.get(claim.id)} />
      ))}
    </ol>
  </Page>
);
