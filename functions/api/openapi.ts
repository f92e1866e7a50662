import * as z from 'zod';
import { Problem } from './problem.ts';
import type { ApiRoute } from './route.ts';

type Json = Record<string, unknown>;

const ERRORS: Record<number, string> = {
  400: 'A parameter is unknown or has a wrong value.',
  404: 'There is nothing at this address.',
  405: 'The method is not allowed.',
  410: 'The event was retracted.',
  429: 'Too many requests.',
  500: 'A fault on our side.',
};

/** OpenAPI 3.1 is JSON Schema 2020-12: the schemas of the code are its components as they are. */
const schemaOf = (schema: z.ZodType, components: Json): Json => {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'output' }) as Json & {
    $defs?: Json;
  };
  for (const [name, definition] of Object.entries($defs as Json)) components[name] ??= relocate(definition);
  const id = z.globalRegistry.get(schema)?.id;
  if (!id) return relocate(root) as Json;
  components[id] ??= relocate(root);
  return { $ref: `#/components/schemas/${id}` };
};

const relocate = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'id' || typeof (value as Json).id !== 'string')
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', '#/components/schemas/')
          : relocate(inner),
      ]),
  );
};

const parameterOf = (name: string, schema: z.ZodType, components: Json): Json => {
  const input = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    io: 'input',
  }) as Json & { description?: string };
  const { $schema: _, $defs = {}, description, ...inner } = input as Json & { $defs?: Json };
  for (const [id, definition] of Object.entries($defs as Json)) components[id] ??= relocate(definition);
  return {
    name,
    in: 'query',
    required: false,
    ...(description ? { description } : {}),
    ...(inner.type === 'array' && { style: 'form', explode: true }),
    schema: bounded(relocate(inner) as Json),
  };
};

/** What a query gives as digits is a number to its reader. */
const bounded = (schema: Json): Json => {
  if (schema.type !== 'string' || typeof schema.pattern !== 'string' || !schema.pattern.startsWith('^\\d'))
    return schema;
  return {
    type: 'string',
    pattern: schema.pattern,
    maxLength: 12,
    ...('default' in schema && { default: schema.default }),
  };
};

const operation = (route: ApiRoute, components: Json): Json => {
  const path = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', maxLength: 60 },
  }));
  const query = Object.entries(route.query).map(([name, schema]) => parameterOf(name, schema, components));
  const errors = [400, ...(route.errors ?? []), 429, 500].map((status) => [
    String(status),
    {
      description: ERRORS[status],
      content: { 'application/problem+json': { schema: schemaOf(Problem, components) } },
    },
  ]);
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: `${route.summary}.`,
    tags: [route.tag],
    parameters: [...path, ...query],
    responses: {
      200: {
        description: 'The answer.',
        headers: { ETag: { description: 'For If-None-Match.', schema: { type: 'string', maxLength: 100 } } },
        content: { [route.answers.type]: { schema: schemaOf(route.answers.schema, components) } },
      },
      304: { description: 'Nothing has changed since the given ETag.' },
      ...Object.fromEntries(errors),
    },
  };
};

/** The OpenAPI 3.1 document of the API's routes; pages are not part of it. */
export const openApi = (
  routes: ApiRoute[],
  { baseUrl, version }: { baseUrl: string; version: string },
): Json => {
  const components: Json = {};
  const paths = Object.fromEntries(
    routes.map((route) => [route.path.replace(/:(\w+)/g, '{$1}'), { get: operation(route, components) }]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Amur',
      version,
      summary: 'A live timeline of Sino-Russian cooperation',
      description:
        'One record an event, every source attached, its own date and status, and why it was believed. Data: CC BY 4.0.',
      license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      contact: { name: 'Amur', url: `${baseUrl}/method` },
    },
    servers: [{ url: baseUrl }],
    security: [],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({
      name,
      description: `Everything about ${name}.`,
    })),
    paths,
    components: { schemas: components },
  };
};
