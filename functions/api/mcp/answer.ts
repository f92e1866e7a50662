import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { TOOLS, type Tool } from './tools.ts';

/** The revisions of the protocol that are spoken here; the newest is offered to whoever asks for another. */
const REVISIONS = ['2025-11-25', '2025-06-18', '2025-03-26'];

const Request_ = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.number()]).optional(),
  method: z.string().max(100),
  params: z.record(z.string(), z.unknown()).optional(),
});
type Request_ = z.infer<typeof Request_>;

export type Reply = { jsonrpc: '2.0'; id: string | number | null } & (
  | { result: unknown }
  | { error: { code: number; message: string } }
);

const INVALID_REQUEST = -32600;
const NO_METHOD = -32601;
const INVALID_PARAMS = -32602;

const refusal = (id: string | number | null, code: number, message: string): Reply => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
});

/**
 * One message of the Model Context Protocol, without a session: every request stands alone.
 * @returns null for a notification, which has no reply.
 */
export const answerMessage = async (deps: Deps, message: unknown): Promise<Reply | null> => {
  const parsed = Request_.safeParse(message);
  if (!parsed.success) return refusal(null, INVALID_REQUEST, 'No message of JSON-RPC 2.0.');
  const { id, method } = parsed.data;
  if (id === undefined) return null;
  switch (method) {
    case 'initialize':
      return { jsonrpc: '2.0', id, result: introduction(deps, parsed.data) };
    case 'ping':
      return { jsonrpc: '2.0', id, result: {} };
    case 'tools/list':
      return { jsonrpc: '2.0', id, result: { tools: TOOLS.map(described) } };
    case 'tools/call':
      return callTool(deps, id, parsed.data.params ?? {});
    default:
      return refusal(id, NO_METHOD, `There is no method "${method}".`);
  }
};

const introduction = ({ version }: Deps, { params }: Request_) => ({
  protocolVersion: REVISIONS.find((revision) => revision === params?.protocolVersion) ?? REVISIONS[0],
  capabilities: { tools: {} },
  serverInfo: { name: 'amur', title: 'Amur: Russia and China, event by event', version },
  instructions:
    'Name the outlets and the address of the page of every event that you tell of. Data: CC BY 4.0.',
});

const described = ({ name, description, input }: Tool) => {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input', reused: 'inline' });
  return { name, description, inputSchema, annotations: { readOnlyHint: true, openWorldHint: false } };
};

const callTool = async (deps: Deps, id: string | number, params: Record<string, unknown>): Promise<Reply> => {
  const tool = TOOLS.find(({ name }) => name === params.name);
  if (!tool) return refusal(id, INVALID_PARAMS, `There is no tool "${String(params.name).slice(0, 100)}".`);
  const input = tool.input.safeParse(params.arguments ?? {});
  if (!input.success) return { jsonrpc: '2.0', id, result: faulty(input.error) };
  const value = await tool.run(deps, input.data as never);
  return {
    jsonrpc: '2.0',
    id,
    result: { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value },
  };
};

/** The model is told what is wrong, so that it can mend its call. */
const faulty = (error: z.ZodError) => ({
  isError: true,
  content: [
    {
      type: 'text',
      text: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    },
  ],
});
