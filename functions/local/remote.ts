import * as z from 'zod';
import { AppError } from '../../shared/platform/app-error.ts';
import type { Print } from './control.ts';

const Answer = z.object({ lines: z.array(z.string()), refused: z.string().optional() });
type Answer = z.infer<typeof Answer>;
type Work = { command: string; args: unknown };

/**
 * Has a command run by a deployed Amur.
 * @param remote its address, to which AMUR_TOKEN opens; or `lambda:NAME`, which the credentials of AWS open.
 * @throws AppError BadInput with the reason when it is refused there.
 */
export const runRemotely = async (remote: string, work: Work, print: Print): Promise<void> => {
  const answer = remote.startsWith('lambda:')
    ? await invoked(remote.slice('lambda:'.length), work)
    : await posted(addressOf(remote), work);
  answer.lines.forEach(print);
  if (answer.refused) throw new AppError('BadInput', answer.refused);
};

/** A token must not travel in the clear. */
const addressOf = (remote: string): URL => {
  const url = URL.parse('/v1/operate', remote);
  if (!url || !(url.protocol === 'https:' || url.hostname === '127.0.0.1'))
    throw new AppError('BadInput', '--remote must be an address with https, or lambda:NAME.');
  return url;
};

const posted = async (url: URL, work: Work): Promise<Answer> => {
  const token = process.env.AMUR_TOKEN;
  if (!token)
    throw new AppError('BadInput', 'AMUR_TOKEN is not set: the token of an editor opens a deployment.');
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(work),
  }).catch((error: Error) => {
    throw new AppError('Busy', `${url.host} does not answer.`, { cause: error });
  });
  const answer = Answer.safeParse(await response.json().catch(() => undefined)).data;
  return (
    answer ?? {
      lines: [],
      refused: `${url.host} answered with ${response.status} and nothing that Amur says.`,
    }
  );
};

const invoked = async (name: string, work: Work): Promise<Answer> => {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const { Payload, FunctionError } = await new LambdaClient({}).send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(work) }),
  );
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) return { lines: [], refused: `The function failed: ${text.slice(0, 300)}` };
  return Answer.parse(JSON.parse(text));
};
