import type { FC } from 'hono/jsx';
import type { Json } from '../openapi.ts';
import { PROBLEMS } from '../problem.ts';
import { Page } from './layout.tsx';

type Parameter = {
  name: string;
  in: 'path' | 'query';
  description: string;
  schema: Json;
  examples?: { real?: { value: unknown } };
};
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Partial<Body>>;
};
type Documented = { path: string; method: 'GET' | 'POST'; operation: Operation };

const operationsOf = (document: Json): Documented[] =>
  Object.entries(document.paths as Record<string, { get?: Operation; post?: Operation }>).flatMap(
    ([path, { get, post }]) => [
      ...(get ? [{ path, method: 'GET' as const, operation: get }] : []),
      ...(post ? [{ path, method: 'POST' as const, operation: post }] : []),
    ],
  );

type Body = { content: Record<string, { examples?: { real?: { value: unknown } } }> };

/** A command line that can be copied and does what it shows. */
const curl = (documented: Documented, baseUrl: string): string => {
  const { method, operation } = documented;
  const address = `'${baseUrl}${sample(documented)}'`;
  const body = operation.requestBody?.content['application/json']?.examples?.real?.value;
  return method === 'GET'
    ? `curl ${address}`
    : `curl -X POST ${address} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
};

const exampleOf = ({ examples }: Parameter): string | undefined => {
  const value = examples?.real?.value;
  return value === undefined ? undefined : String(Array.isArray(value) ? value[0] : value);
};

const filled = ({ path, operation }: Documented): string =>
  (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, exampleOf(parameter) ?? ''), path);

/** An address that can be copied: with the first filter, where there is one. */
const sample = (documented: Documented): string => {
  const first = documented.operation.parameters?.find(
    (parameter) => parameter.in === 'query' && exampleOf(parameter) !== undefined,
  );
  return `${filled(documented)}${first ? `?${first.name}=${exampleOf(first)}` : ''}`;
};

const limitsOf = (schema: Json): string => {
  const item = (schema.items ?? schema) as Json;
  const parts = [
    schema.type === 'array' ? 'may be repeated' : '',
    item.enum ? (item.enum as string[]).join(' | ') : '',
    item.minimum !== undefined && item.maximum !== undefined ? `${item.minimum}–${item.maximum}` : '',
    typeof item.format === 'string' && item.format.startsWith('date') ? item.format : '',
    schema.default !== undefined ? `default ${schema.default}` : '',
  ];
  return parts.filter(Boolean).join('; ');
};

const Parameters: FC<{ operation: Operation }> = ({ operation: { parameters = [] } }) =>
  parameters.length > 0 ? (
    <details>
      <summary>{parameters.length === 1 ? 'One parameter' : `${parameters.length} parameters`}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">What it does</th>
            <th scope="col">Values</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{parameter.name}</code>
              </th>
              <td>{parameter.description}</td>
              <td>{limitsOf(parameter.schema)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  ) : null;

const Example: FC<{ operation: Operation }> = ({ operation }) => {
  const example = operation.responses['200']?.content?.['application/json']?.examples?.real?.value;
  return example === undefined ? null : (
    <details>
      <summary>An answer</summary>
      <pre>
        <code>{JSON.stringify(example, null, 1)}</code>
      </pre>
    </details>
  );
};

const Section: FC<{ documented: Documented; baseUrl: string }> = ({ documented, baseUrl }) => {
  const { path, method, operation } = documented;
  return (
    <section id={operation.operationId}>
      <h3>
        <code>
          {method} {path}
        </code>
      </h3>
      <p>{operation.description}</p>
      <pre>
        <code>{curl(documented, baseUrl)}</code>
      </pre>
      <Parameters operation={operation} />
      <Example operation={operation} />
    </section>
  );
};

const TYPESCRIPT = (
  baseUrl: string,
): string => `type Page = { data: { id: string; title: string; eventStart: string }[]; next: string | null };

let cursor: string | null = '';
while (cursor !== null) {
  const query = new URLSearchParams({ category: 'military', from: '2022-01-01', ...(cursor && { cursor }) });
  const page = (await (await fetch(\`${baseUrl}/v1/events?\${query}\`)).json()) as Page;
  for (const { eventStart, title } of page.data) console.log(eventStart, title);
  cursor = page.next;
}`;

export const DocsPage: FC<{ document: Json; rateLimit: number; baseUrl: string }> = ({
  document,
  rateLimit,
  baseUrl,
}) => {
  const operations = operationsOf(document);
  const tags = document.tags as { name: string; description: string }[];
  return (
    <Page
      title="API – Amur"
      description="The HTTP API of Amur: open, without a key, with exports and feeds."
      path="/docs"
      baseUrl={baseUrl}
    >
      <h1>API</h1>
      <p class="deck">
        Everything on these pages is there as data, open to all and without a key. The contract is{' '}
        <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).
      </p>
      <h2 id="begin">In two minutes</h2>
      <pre>
        <code>{`curl '${baseUrl}/v1/events?category=military&from=2022-01-01&limit=5'`}</code>
      </pre>
      <pre>
        <code>{TYPESCRIPT(baseUrl)}</code>
      </pre>
      <ul>
        <li>
          Lists come as <code>{'{ "data": […], "next": … }'}</code>. Give <code>next</code> back as{' '}
          <code>cursor</code>, with the same filters, or follow the header <code>Link</code>.
        </li>
        <li>
          A name or value that is not known is refused with a problem (RFC 9457) that names it; nothing is
          ignored silently.
        </li>
        <li>
          Answers carry an <code>ETag</code>. Ask again with <code>If-None-Match</code>: while nothing has
          changed, the answer is 304 and empty.
        </li>
        <li>
          {rateLimit > 0
            ? `${rateLimit} requests a minute and client; what is left is told in the RateLimit fields.`
            : 'There is no limit of requests on this installation.'}
        </li>
        <li>To keep a copy, read the change feed once from its beginning and then from where you were.</li>
        <li>Data: CC BY 4.0. Headlines belong to their outlets; their texts are not given out.</li>
      </ul>
      {tags.map(({ name, description }) => (
        <>
          <h2 id={name}>{description.replace(/\.$/, '')}</h2>
          {operations
            .filter(({ operation }) => operation.tags.includes(name))
            .map((documented) => (
              <Section documented={documented} baseUrl={baseUrl} />
            ))}
        </>
      ))}
      <h2 id="mcp">For language models</h2>
      <p>
        The Model Context Protocol is spoken at <code>{`${baseUrl}/mcp`}</code> (streamable HTTP, without a
        session): the tools <code>search_events</code>, <code>get_event</code> and <code>count_events</code>{' '}
        read the same record with the same filters, and name their sources.
      </p>
      <h2 id="problems">Problems</h2>
      <ul>
        {Object.entries(PROBLEMS).map(([kind, { status, title }]) => (
          <li>
            {status}: <a href={`/problems/${kind}`}>{title}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
};
