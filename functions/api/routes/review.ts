import type { Context } from 'hono';
import * as z from 'zod';
import { Suggestion } from '../../../shared/classification/verdict.ts';
import { correct, Decision } from '../../../shared/events/corrections.ts';
import type { Report } from '../../../shared/events/report.ts';
import { placeOf, QueueId, queued, queueIdOf, rule } from '../../../shared/events/review.ts';
import { Ruling } from '../../../shared/events/ruling.ts';
import type { Deps } from '../deps.ts';
import { defineGuarded, type GuardedRoute } from '../guarded-route.ts';
import { addressOf, PublicReport, publicReport } from '../presented.ts';
import { ProblemError } from '../problem.ts';
import { whole } from '../query.ts';
import { answerJson } from '../route.ts';

const QueueItem = z
  .object({
    item: QueueId.meta({ description: 'Its name in the queue.' }),
    report: PublicReport,
    suggestion: Suggestion.omit({ signature: true })
      .nullable()
      .meta({ description: 'How it would be coded if it is accepted and nothing is set.' }),
  })
  .meta({ id: 'QueueItem' });
const Queue = z.object({ data: z.array(QueueItem).max(100), next: QueueId.nullable() }).meta({ id: 'Queue' });

const Judgement = z
  .strictObject({
    decision: Ruling.shape.decision,
    reason: Ruling.shape.reason,
    set: Ruling.shape.set.optional(),
  })
  .meta({ id: 'Judgement' });

const Outcome = z.enum(['done', 'unchanged']).meta({
  description: '`unchanged`: the same was decided before, and nothing was written.',
});
const Judged = z
  .object({ outcome: Outcome, event: z.object({ id: z.string(), url: z.url(), page: z.url() }).nullable() })
  .meta({ id: 'Judged' });

const [edit, retract, restore, merge, split] = Decision.options;
const ASKED = { id: true, by: true } as const;
const CorrectionOrder = z
  .discriminatedUnion('action', [
    edit.omit(ASKED).strict(),
    retract.omit(ASKED).strict(),
    restore.omit(ASKED).strict(),
    merge.omit(ASKED).strict(),
    split.omit(ASKED).strict(),
  ])
  .meta({ id: 'CorrectionOrder' });

const shown = (report: Report): z.infer<typeof QueueItem> => {
  const { signature: _, ...suggestion } = report.verdict.suggestion ?? { signature: null };
  return {
    item: queueIdOf(report),
    report: publicReport(report),
    suggestion: 'type' in suggestion ? suggestion : null,
  };
};

const EXAMPLE_EVENT = 'e1c4afdf5f0416de2';
const EXAMPLE_ITEM: z.infer<typeof QueueItem> = {
  item: '2023-03-20-r0123456789abcdef01234567',
  report: {
    id: 'r0123456789abcdef01234567',
    outlet: 'The Made Up Times',
    tier: 'independent',
    lang: 'en',
    title: 'Moscow and Beijing said to be near a deal',
    url: 'https://example.org/near-a-deal',
    published: '2023-03-20T10:00:00.000Z',
    firstSeen: '2023-03-20T10:05:00.000Z',
    confidence: 0.42,
    reasons: [],
    lexiconVersion: '1',
    modelVersion: '1',
  },
  suggestion: null,
};

/** What people with a token may do: look at the queue, rule about its items, and correct events. */
export const reviewRoutes = ({ baseUrl }: Pick<Deps, 'baseUrl'>): GuardedRoute[] => {
  const eventAt = (id: string) => ({ id, ...addressOf(baseUrl, id) });
  return [
    defineGuarded({
      method: 'get',
      path: '/v1/review',
      operationId: 'listQueue',
      summary: 'Reports that the classifier was unsure of, newest first',
      description: 'Each waits for a person to accept or reject it; `state=rejected` lists those that were.',
      scope: 'read',
      query: {
        state: z.enum(['open', 'rejected']).default('open').meta({ description: 'Which of them.' }),
        limit: whole(1, 100).default(20).meta({ description: 'Items a page.' }),
        cursor: QueueId.optional().meta({ description: '`next` of the page before.' }),
      },
      answer: { schema: Queue, example: { data: [EXAMPLE_ITEM], next: null } },
      problems: [],
      async run(c, { ports }, { query: { state, limit, cursor } }) {
        const kind = state === 'open' ? 'review' : 'rejected';
        const data = (await ports.asides.list(kind, limit, cursor && placeOf(cursor))).map(shown);
        return answerJson(c, Queue, { data, next: (data.length === limit && data.at(-1)?.item) || null });
      },
    }),
    defineGuarded({
      method: 'get',
      path: '/v1/review/:item',
      operationId: 'getQueueItem',
      summary: 'One item of the queue',
      description: 'The report, why it was half believed, and how it would be coded.',
      scope: 'read',
      query: {},
      answer: { schema: QueueItem, example: EXAMPLE_ITEM },
      problems: ['not-found'],
      async run(c, { ports }) {
        const report = await queued(ports, itemOf(c));
        if (!report) throw new ProblemError('not-found', 'Nothing waits under this id.');
        return answerJson(c, QueueItem, shown(report));
      },
    }),
    defineGuarded({
      method: 'post',
      path: '/v1/review/:item/decision',
      operationId: 'decideQueueItem',
      summary: 'Accept or reject an item of the queue',
      description:
        'An accepted report makes an event or joins one, as any report does, coded as suggested and as `set` says. A rejected one is kept out for good, in whatever version it comes again. The same decision again changes nothing.',
      scope: 'review',
      query: {},
      body: {
        schema: Judgement,
        example: { decision: 'accept', reason: 'The ministry confirms it.', set: { type: 'agreement' } },
      },
      answer: { schema: Judged, example: { outcome: 'done', event: eventAt(EXAMPLE_EVENT) } },
      problems: ['not-found', 'conflict'],
      async run(c, { name, ports }, { body: { set = {}, ...judgement } }) {
        const { outcome, eventId } = await rule(ports, itemOf(c), { ...judgement, set, by: name });
        return answerJson(c, Judged, { outcome, event: eventId === null ? null : eventAt(eventId) });
      },
    }),
    defineGuarded({
      method: 'post',
      path: '/v1/events/:id/corrections',
      operationId: 'correctEvent',
      summary: 'Correct an event',
      description:
        'Edits fields, merges the event into another, splits reports off, retracts it with a reason, or restores it. The answer names the event that is shown afterwards.',
      scope: 'review',
      query: {},
      body: {
        schema: CorrectionOrder,
        example: { action: 'edit', reason: 'The ministry names the city.', set: { place: 'Harbin' } },
      },
      answer: { schema: Judged, example: { outcome: 'done', event: eventAt(EXAMPLE_EVENT) } },
      problems: ['not-found', 'conflict'],
      async run(c, { name, ports }, { body }) {
        const decision = Decision.safeParse({ ...body, id: c.req.param('id'), by: name });
        if (!decision.success) throw new ProblemError('not-found', 'No event has this id.');
        const { outcome, id } = await correct(ports, decision.data, keyOf(c, name));
        return answerJson(c, Judged, { outcome, event: eventAt(id) });
      },
    }),
  ];
};

const itemOf = (c: Context): string => {
  const item = QueueId.safeParse(c.req.param('item'));
  if (!item.success) throw new ProblemError('not-found', 'Nothing waits under this id.');
  return item.data;
};

/** Keys of different people never meet. */
const keyOf = (c: Context, name: string): string | undefined => {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{8,100}$/.test(key))
    throw new ProblemError('bad-request', 'Idempotency-Key takes 8 to 100 visible characters.');
  return `${name}#${key}`;
};
