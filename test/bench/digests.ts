import { renderIssue } from '../../shared/digest/compose-message.ts';
import { composeMime } from '../../shared/mail/mime.nodemailer.ts';
import { inWeek, issueOf, LINKS } from '../fakes/digests.ts';
import type { BenchRow } from './bench-row.ts';

const TYPES = ['summit', 'joint_exercise', 'energy'] as const;

const medianMs = async (times: number, work: () => unknown): Promise<number> => {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
};

/** What an issue of forty events costs to render, and one reader's mail to compose. */
export const digestBench = async (quick: boolean): Promise<BenchRow[]> => {
  const events = Array.from({ length: 40 }, (_, n) =>
    inWeek(`Made-up event number ${n} with a title of a usual length`, { type: TYPES[n % 3] ?? 'summit' }),
  );
  const issue = await issueOf(events);
  const rendered = renderIssue(issue, LINKS);
  const message = {
    from: 'Amur <digest@amur.example>',
    to: 'reader@readers.example',
    date: new Date(issue.asOf),
    headers: [],
    ...rendered,
  };
  const times = quick ? 60 : 300;
  const render = await medianMs(times, () => renderIssue(issue, LINKS));
  const compose = await medianMs(times, () => composeMime(message));
  return [
    { name: 'issue of 40 events, both parts', value: `${render.toFixed(2)} ms`, beside: 'wanted: 5 ms' },
    {
      name: '  its HTML',
      value: `${(Buffer.byteLength(rendered.html) / 1024).toFixed(1)} kB`,
      beside: 'most: 90 kB',
    },
    { name: '  one reader’s mail from it', value: `${compose.toFixed(2)} ms` },
  ];
};
