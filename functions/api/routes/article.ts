import { Claim } from '../../../shared/article/claim.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import { EventId } from '../../../shared/events/event.ts';
import type { Deps } from '../deps.ts';
import { answerJson, defineRoute, wholeList } from '../route.ts';

const CheckedClaim = Claim.safeExtend({
  eventId: EventId.nullable().meta({ description: 'The event that the claim tells of.' }),
}).meta({ id: 'CheckedClaim' });
const ClaimList = wholeList('ClaimList', CheckedClaim);

export const articleRoutes = (deps: Deps) =>
  [
    defineRoute({
      path: '/v1/claims',
      operationId: 'listClaims',
      summary: 'The article’s claims and what came of checking them',
      description:
        'Each claim in our words, in the order of the article, with the date as it really was, the verdict and its source. What rests on memory is not verified, never wrong.',
      tag: 'article',
      query: {},
      answer: { type: 'application/json', schema: ClaimList },
      async run(c) {
        const events = await eventsOfClaims(deps);
        const data = deps.claims.map((claim) => ({ ...claim, eventId: events.get(claim.id)?.id ?? null }));
        return answerJson(c, ClaimList, { data, next: null });
      },
    }),
  ] as const;

/** The events that the article's claims tell of, by claim. */
export const eventsOfClaims = async (deps: Deps): Promise<Map<string, EventSummary>> => {
  const told = (await deps.catalogue.now()).select({ origin: ['article'], messages: true });
  const found = await Promise.all(told.map(({ id }) => deps.events.get(id)));
  const byClaim = new Map<string, EventSummary>();
  for (const one of found)
    if (one && 'event' in one)
      for (const { origin, ref } of one.event.tellings) if (origin === 'article') byClaim.set(ref, one.event);
  return byClaim;
};
