import * as z from 'zod';
import type { Change } from '../../../shared/events/event.ts';
import type { Deps } from '../deps.ts';
import { pageLinks } from '../links.ts';
import { PublicChange, publicChange } from '../presented.ts';
import { FILTERS, whole } from '../query.ts';
import { answerJson, defineRoute } from '../route.ts';

const ChangeList = z
  .object({
    data: z.array(PublicChange).max(500),
    next: z.string().max(15).nullable().meta({ description: 'Give it back as `cursor`; null at the end.' }),
  })
  .meta({ id: 'ChangeList' });

const MOST = 999_999_999_999;
const Position = whole(0, MOST);

export const changeRoutes = (deps: Deps) =>
  [
    defineRoute({
      path: '/v1/changes',
      operationId: 'listChanges',
      summary: 'The change feed in order, for mirrors',
      description:
        'Begin with `since=0` and put each event in the place of the one with its id; drop it where `event` is null. The result is the list of events. Ask again later with the last `seq` as `since`. Applying a change twice does no harm.',
      tag: 'changes',
      query: {
        since: Position.default(0).meta({ description: 'The last position that you have.' }),
        cursor: Position.optional().meta({
          description: '`next` of the page before; goes before `since`.',
          examples: [0],
        }),
        limit: whole(1, 500).default(100).meta({ description: 'Changes a page.' }),
        messages: FILTERS.messages,
      },
      answer: { type: 'application/json', schema: ChangeList },
      async run(c, { since, cursor, limit, messages }) {
        const changes = await deps.events.changes(cursor ?? since, limit);
        const last = changes.at(-1)?.seq;
        const shown = messages ? changes : await withoutMessages(deps, changes);
        const data = shown.map((change) => publicChange(deps.baseUrl, change));
        const next = changes.length === limit && last ? String(last) : null;
        return answerJson(c, ChangeList, { data, next }, pageLinks(c, deps.baseUrl, next));
      },
    }),
  ] as const;

/** Telegrams are left out; an event that was shown and has become one is taken back, or mirrors would keep it. */
const withoutMessages = async (deps: Deps, changes: Change[]): Promise<Change[]> => {
  const shown: Change[] = [];
  for (const change of changes) {
    if (change.event?.type !== 'message') shown.push(change);
    else if (change.kind !== 'created' && (await wasShownBefore(deps, change))) shown.push(takenBack(change));
  }
  return shown;
};

const wasShownBefore = async (deps: Deps, { id, seq }: Change): Promise<boolean> =>
  (await deps.events.history(id)).some(
    (earlier) => earlier.seq < seq && earlier.event && earlier.event.type !== 'message',
  );

const takenBack = ({ seq, at, id, why }: Change): Change => ({
  seq,
  at,
  kind: 'retracted',
  id,
  why,
  event: null,
  tombstone: { id, kind: 'retracted', into: null, reason: 'It is a telegram: see messages=include.', at },
});
