import * as z from 'zod';
import { EXAMPLE_PARAMETERS, EXAMPLES } from './examples.ts';
import type { PostRoute } from './post-route.ts';
import { API_ERRORS, PROBLEMS, Problem, type ProblemKind, problemOf } from './problem.ts';
import type { ApiRoute } from './route.ts';

export type Json = Record<string, unknown>;

const MOST_CHARACTERS = 2000;
const MOST_ITEMS = 1000;
const FORMATS: Json = {
  date: { maxLength: 10 },
  'date-time': { maxLength: 35 },
  uri: { maxLength: MOST_CHARACTERS },
};

export type Components = Record<string, Json>;

/** What is sent may leave out what has a default; what is answered has it. */
export type Direction = 'input' | 'output';

/** OpenAPI 3.1 is JSON Schema 2020-12: the schemas of the code are its components. */
export const schemaOf = (schema: z.ZodType, components: Components, io: Direction = 'output'): Json => {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    io,
  }) as Json & { $defs?: Record<string, Json> };
  for (const [name, definition] of Object.entries($defs)) components[name] ??= tidy(definition) as Json;
  const id = z.globalRegistry.get(schema)?.id;
  if (!id) return tidy(root) as Json;
  components[id] ??= tidy(root) as Json;
  return { $ref: `#/components/schemas/${id}` };
};

/** References lead to the components; whatever has no bound of its own is given a wide one. */
const tidy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const { id, ...given } = value as Json;
  const schema = typeof id === 'string' ? given : (value as Json);
  return bounded(
    Object.fromEntries(
      Object.entries(schema).map(([key, inner]) => [
        key,
        key === '$ref' ? String(inner).replace('#/$defs/', '#/components/schemas/') : tidy(inner),
      ]),
    ),
  );
};

const bounded = (schema: Json): Json => {
  if (isText(schema.type)) return boundedText(schema);
  if (schema.propertyNames) return withMembers(schema);
  if (schema.type === 'array') return { maxItems: MOST_ITEMS, ...schema };
  if (schema.type === 'integer') return { format: 'int64', ...schema };
  return schema;
};

const isText = (type: unknown): boolean =>
  type === 'string' || (Array.isArray(type) && type.includes('string'));

/** A record over a fixed set of names has these names as its members. */
const withMembers = ({ propertyNames: _, additionalProperties, ...schema }: Json): Json => ({
  ...schema,
  properties: Object.fromEntries(
    ((schema.required ?? []) as string[]).map((name) => [name, additionalProperties]),
  ),
  additionalProperties: false,
});

/** A format says more than the pattern that zod checks it with. */
const boundedText = ({ pattern, ...schema }: Json): Json => {
  if (schema.enum || schema.const) return schema;
  const format = FORMATS[String(schema.format)] as Json | undefined;
  if (format) return { ...schema, ...format };
  return { maxLength: MOST_CHARACTERS, ...schema, ...(pattern !== undefined && { pattern }) };
};

export const parameterOf = (name: string, schema: z.ZodType, components: Components): Json => {
  const { description, examples, ...inner } = schemaOf(schema, components) as Json & { examples?: unknown[] };
  return {
    name,
    in: 'query',
    required: false,
    description,
    ...(inner.type === 'array' && { style: 'form', explode: true }),
    schema: inner,
    ...(examples && named('real', examples[0])),
  };
};

/** Parameters and answers of one name belong together: contract tests send the one and expect the other. */
const named = (name: string, value: unknown): Json => ({ examples: { [name]: { value } } });

const PATH_PARAMETERS: Record<string, Json> = {
  id: {
    description: 'Id of the event; permanent.',
    schema: { type: 'string', pattern: '^e[0-9a-f]{16}$', maxLength: 17 },
  },
  item: {
    description: 'Id of an item of the queue: its day and the id of the report.',
    schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}-r[0-9a-f]{24}$', maxLength: 36 },
  },
  date: {
    description: 'The day of a snapshot, as `/v1/snapshots` lists them.',
    schema: { type: 'string', format: 'date', maxLength: 10 },
  },
  week: {
    description: 'ISO 8601 week.',
    schema: { type: 'string', pattern: '^\\d{4}-W(0[1-9]|[1-4]\\d|5[0-3])$', maxLength: 8 },
  },
};

export const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...PATH_PARAMETERS[name],
    ...named('real', EXAMPLE_PARAMETERS[name]),
  }));

const text = (maxLength: number): Json => ({ type: 'string', maxLength });

const HEADERS: Record<string, Json> = {
  ETag: { description: 'Give it back as If-None-Match.', schema: text(100) },
  'Access-Control-Allow-Origin': { description: 'Any page may read this.', schema: text(1) },
  RateLimit: { description: 'What is left: `"default";r=42;t=17`.', schema: text(100) },
  'RateLimit-Policy': { description: 'The limit: `"default";q=6000;w=60`.', schema: text(100) },
  'Retry-After': {
    description: 'Seconds to wait.',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 60 },
  },
};
const references = (...names: string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
const LIMITS = ['Access-Control-Allow-Origin', 'RateLimit', 'RateLimit-Policy'];

export const problemResponse = (kind: ProblemKind, baseUrl: string): Json => ({
  description: PROBLEMS[kind].text,
  headers: references(...LIMITS, ...(kind === 'too-many-requests' ? ['Retry-After'] : [])),
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      example: problemOf(baseUrl, kind),
    },
  },
});

export const responseName = (kind: ProblemKind): string =>
  kind.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** Responses of an operation by status, each a reference to what all operations share. */
export const problemReferences = (kinds: readonly ProblemKind[]): Json =>
  Object.fromEntries(
    [...new Set(kinds)].map((kind) => [
      String(PROBLEMS[kind].status),
      { $ref: `#/components/responses/${responseName(kind)}` },
    ]),
  );

/** A JSON body of a shape, with an example. */
export const jsonContent = (
  schema: z.ZodType,
  example: unknown,
  components: Components,
  io: Direction = 'output',
): Json => ({
  'application/json': { schema: schemaOf(schema, components, io), ...named('real', example) },
});

/** The path as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const operation = (route: ApiRoute, components: Components): Json => {
  const { answer, problems = [] } = route;
  const query = Object.entries(route.query).map(([name, schema]) => parameterOf(name, schema, components));
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: route.description,
    tags: [route.tag],
    security: [],
    parameters: [...pathParameters(route.path), ...query],
    responses: {
      200: {
        description: 'The answer.',
        headers: references('ETag', ...LIMITS),
        content: {
          [answer.type]: {
            schema: schemaOf(answer.schema, components),
            ...(EXAMPLES[route.operationId] !== undefined && named('real', EXAMPLES[route.operationId])),
          },
        },
      },
      304: { description: 'Nothing has changed since the given ETag.' },
      ...problemReferences([...API_ERRORS, ...problems]),
    },
  };
};

const postOperation = (route: PostRoute, components: Components): Json => ({
  operationId: route.operationId,
  summary: route.summary,
  description: route.description,
  tags: [route.tag],
  security: [],
  requestBody: {
    required: true,
    content: jsonContent(route.body, route.example, components, 'input'),
  },
  responses: {
    [route.answer.status]: {
      description: route.answer.description,
      headers: references('RateLimit', 'RateLimit-Policy'),
      content: jsonContent(route.answer.schema, route.answer.example, components),
    },
    ...problemReferences([...API_ERRORS, ...route.problems]),
  },
});

const TAGS: Record<string, string> = {
  events: 'Events with their reports and their history.',
  changes: 'What changed, in order.',
  statistics: 'Counts and the values to filter by.',
  article: 'The article that the timeline extends, checked.',
  sources: 'The feeds and their health.',
  status: 'Freshness, versions and measured quality.',
  digests: 'The weekly issues.',
  snapshots: 'The whole record on a day, for studies that are to be repeated.',
  exports: 'Whole sets in the formats of other programs.',
  feeds: 'Feeds for readers.',
  subscriptions: 'Mails at an address, after it has confirmed.',
};

const INTRODUCTION = `One record an event, every source attached, its own date and status, and why it was believed.
Open to all, without a key; people who correct the record find their part under /v1/review/openapi.json. Lists come as \`{ "data": [...], "next": cursor or null }\`. Errors are problem details (RFC 9457).
Answers carry an ETag: ask again with If-None-Match. Members may be added within /v1; none is taken away.
Data: CC BY 4.0; headlines belong to their outlets.`;

/** The OpenAPI 3.1 document of the API's routes; pages are not part of it. */
export const openApi = (
  routes: readonly ApiRoute[],
  posts: readonly PostRoute[],
  { baseUrl, version }: { baseUrl: string; version: string },
): Json => {
  const schemas: Components = {};
  schemaOf(Problem, schemas);
  const paths = Object.fromEntries([
    ...routes.map((route) => [templateOf(route.path), { get: operation(route, schemas) }]),
    ...posts.map((route) => [templateOf(route.path), { post: postOperation(route, schemas) }]),
  ]);
  const all = [...routes, ...posts];
  const kinds = [...new Set(all.flatMap(({ problems = [] }) => [...API_ERRORS, ...problems]))];
  const used = [...new Set(all.map(({ tag }) => tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Amur',
      version,
      summary: 'A live timeline of Sino-Russian cooperation',
      description: INTRODUCTION,
      license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      contact: { name: 'Amur', url: `${baseUrl}/method` },
    },
    servers: [
      {
        url: baseUrl,
        description: baseUrl.startsWith('https:') ? 'Production.' : 'A local installation.',
        'x-internal': false,
      },
    ],
    security: [],
    tags: used.map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    components: {
      schemas,
      headers: HEADERS,
      responses: Object.fromEntries(
        kinds.map((kind) => [responseName(kind), problemResponse(kind, baseUrl)]),
      ),
    },
  };
};
