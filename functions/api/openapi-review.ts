import type { GuardedRoute } from './guarded-route.ts';
import {
  type Components,
  type Json,
  jsonContent,
  parameterOf,
  pathParameters,
  problemReferences,
  problemResponse,
  responseName,
  schemaOf,
  templateOf,
} from './openapi.ts';
import { API_ERRORS, Problem, type ProblemKind } from './problem.ts';

const GUARDED: ProblemKind[] = ['unauthorized', 'forbidden'];
const POSTED: ProblemKind[] = ['too-large', 'unsupported-type', 'unprocessable'];

const kindsOf = ({ body, problems }: GuardedRoute): ProblemKind[] => [
  ...new Set<ProblemKind>([...API_ERRORS, ...GUARDED, ...(body ? POSTED : []), ...problems]),
];

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request under the same key is carried out once, whatever came between.',
  schema: { type: 'string', minLength: 8, maxLength: 100 },
};

const operation = (route: GuardedRoute, components: Components): Json => ({
  operationId: route.operationId,
  summary: route.summary,
  description: `${route.description} Scope: ${route.scope}.`,
  tags: ['review'],
  security: [{ token: [] }],
  parameters: [
    ...pathParameters(route.path),
    ...Object.entries(route.query).map(([name, schema]) => parameterOf(name, schema, components)),
    ...(route.operationId === 'correctEvent' ? [IDEMPOTENCY_KEY] : []),
  ],
  ...(route.body && {
    requestBody: {
      required: true,
      content: jsonContent(route.body.schema, route.body.example, components, 'input'),
    },
  }),
  responses: {
    200: {
      description: 'The answer.',
      content: jsonContent(route.answer.schema, route.answer.example, components),
    },
    ...problemReferences(kindsOf(route)),
  },
});

/** The OpenAPI 3.1 document of what people with a token may do. */
export const openApiOfReview = (
  routes: readonly GuardedRoute[],
  { baseUrl, version }: { baseUrl: string; version: string },
): Json => {
  const schemas: Components = {};
  schemaOf(Problem, schemas);
  const paths = Object.fromEntries(
    routes.map((route) => [templateOf(route.path), { [route.method]: operation(route, schemas) }]),
  );
  const kinds = [...new Set(routes.flatMap(kindsOf))];
  const responses = kinds.map((kind) => {
    const { headers: _, ...response } = problemResponse(kind, baseUrl);
    return [responseName(kind), response];
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Amur: correcting the record',
      version,
      description:
        'For people with a token, which `amur review token` makes. Each decision is kept in the history of its event with who, when, what and why, and outlives later reports and newer classifiers.',
      license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      contact: { name: 'Amur', url: `${baseUrl}/method` },
    },
    servers: [{ url: baseUrl }],
    tags: [{ name: 'review', description: 'The queue, and corrections.' }],
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(responses),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
};
