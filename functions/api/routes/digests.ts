import * as z from 'zod';
import { Digest, DigestCounts } from '../../../shared/digest/digest.ts';
import { IsoWeek } from '../../../shared/digest/iso-week.ts';
import { summaryOf } from '../../../shared/digest/wording.ts';
import type { Deps } from '../deps.ts';
import { issuesAtom } from '../formats/issues-feed.ts';
import { ProblemError } from '../problem.ts';
import { answerJson, defineRoute, wholeList } from '../route.ts';

const MOST = 500; // weeks; nearly ten years

const ListedDigest = z
  .object({
    week: IsoWeek,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    summary: z.string().max(300),
    counts: DigestCounts,
    url: z.url().max(2000),
    page: z.url().max(2000),
  })
  .meta({ id: 'ListedDigest' });
const DigestList = wholeList('DigestList', ListedDigest);

const ATOM = 'application/atom+xml; charset=utf-8';
const IN_FEED = 26; // half a year

export const digestRoutes = (deps: Deps) =>
  [
    defineRoute({
      path: '/digests.atom',
      operationId: 'digestsAtom',
      summary: 'The weekly issues as a feed (Atom)',
      description: `The ${IN_FEED} newest issues, each with its counts and its first events.`,
      tag: 'feeds',
      query: {},
      answer: { type: 'application/atom+xml', schema: z.string() },
      drawnFrom: 'digests',
      async run(c) {
        const digests = await deps.digests.list(IN_FEED);
        const info = {
          title: 'Amur: the weekly issues',
          selfUrl: `${deps.baseUrl}/digests.atom`,
          homeUrl: `${deps.baseUrl}/digests`,
          updated: digests[0]?.asOf ?? '1970-01-01T00:00:00.000Z',
        };
        return c.body(issuesAtom(info, digests), 200, { 'content-type': ATOM });
      },
    }),
    defineRoute({
      path: '/v1/digests',
      operationId: 'listDigests',
      summary: 'The weekly issues, newest first',
      description: 'Each frozen issue with its counts; an issue never changes after it was frozen.',
      tag: 'digests',
      query: {},
      answer: { type: 'application/json', schema: DigestList },
      drawnFrom: 'digests',
      async run(c) {
        const data = (await deps.digests.list(MOST)).map((digest) => ({
          week: digest.week,
          from: digest.from,
          to: digest.to,
          summary: summaryOf(digest),
          counts: digest.counts,
          url: `${deps.baseUrl}/v1/digests/${digest.week}`,
          page: `${deps.baseUrl}/digests/${digest.week}`,
        }));
        return answerJson(c, DigestList, { data, next: null });
      },
    }),
    defineRoute({
      path: '/v1/digests/:week',
      operationId: 'getDigest',
      summary: 'The issue of one week',
      description: 'The frozen issue from which mail and page are made.',
      tag: 'digests',
      query: {},
      answer: { type: 'application/json', schema: Digest },
      problems: ['not-found'],
      drawnFrom: 'code', // a frozen issue stays as it is
      run: async (c) => answerJson(c, Digest, await issueOf(deps, c.req.param('week'))),
    }),
  ] as const;

/** @throws ProblemError not-found for a week without an issue, or what is no week. */
export const issueOf = async (deps: Deps, text: string | undefined): Promise<Digest> => {
  const week = IsoWeek.safeParse(text).data;
  const issue = week && (await deps.digests.get(week));
  if (!issue) throw new ProblemError('not-found', 'There is no issue of this week.');
  return issue;
};
