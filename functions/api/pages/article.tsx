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

const KINDS: Record<Claim['kind'], string> = {
  cooperation: 'an act of cooperation',
  context: 'context',
  statement: 'a statement',
  friction: 'a friction',
  thesis: 'the thesis',
};

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
          Claim {claim.id}, {KINDS[claim.kind]}; dated “{claim.told}”
        </p>
        <p class="says">{claim.says}</p>
      </div>
      <div>
        <p>
          <span class={`verdict ${TONE[check.verdict]}`}>{strings.verdicts[check.verdict]}.</span>{' '}
          {check.found}
        </p>
        <p class="meta">
          {start && end && grain && <>Date: {dateWords(start, end, grain)}. </>}
          {check.unverified && <>Not verified: {check.unverified}. </>}
          {check.sourceUrl && (
            <>
              Source: <SourceLink url={check.sourceUrl} />.{' '}
            </>
          )}
          {event && <a href={`/events/${event.id}`}>The event and all who tell of it</a>}
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
    title="The article, checked – Amur"
    description="Every dated claim of the article, what happened, and whether it holds."
    path="/article"
    baseUrl={baseUrl}
  >
    <h1>The article, checked</h1>
    <p class="deck">
      Jacob Bosen’s article on a renewed Chinese-Russian bloc ends in March 2023. Here are its {claims.length}{' '}
      claims in its order and in our words, each beside what happened, with the source that was read.
    </p>
    <p>
      A claim is called wrong only where a source that was read says otherwise. What rests on memory is marked
      as not verified. The timeline uses the dates as they really were.
    </p>
    <Tally claims={claims} />
    <ol class="plain">
      {claims.map((claim) => (
        <Checked claim={claim} event={events.get(claim.id)} />
      ))}
    </ol>
  </Page>
);
