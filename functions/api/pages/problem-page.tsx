import type { FC } from 'hono/jsx';
import { PROBLEMS, type ProblemKind } from '../problem.ts';
import { Page } from './layout.tsx';
import { strings } from './strings.ts';

type ProblemPageProps = { kind: ProblemKind; detail?: string | undefined; path: string; baseUrl: string };

/** An error as a page; under `/problems/…` the explanation of a kind of problem. */
export const ProblemPage: FC<ProblemPageProps> = ({ kind, detail, path, baseUrl }) => (
  <Page
    title={`${PROBLEMS[kind].title} – Amur`}
    description={PROBLEMS[kind].text}
    path={path}
    baseUrl={baseUrl}
    unlisted
  >
    <h1>{PROBLEMS[kind].title}</h1>
    {detail && <p class="warn">{detail}</p>}
    <p>{PROBLEMS[kind].text}</p>
    <p>
      <a href="/">{strings.subscription.back}</a>
    </p>
  </Page>
);
