import * as z from "zod";
import type { ApiScope } from "#contracts/api-key.ts";
import { getRoute } from "#server/rest/find-route.ts";

/** Calls a procedure of REST v1 by its name, as whoever holds the key. */
export type Ask = (name: string, input: unknown) => Promise<unknown>;
type Arguments = Record<string, unknown>;

export type McpTool = {
  name: string;
  title: string;
  description: string;
  scopes: readonly ApiScope[];
  input: z.ZodObject;
  /** Of what `run` answers; a tool that asks first wraps it. */
  output: z.ZodType;
  run: (ask: Ask, args: Arguments) => Promise<unknown>;
  /** What would happen, as a sentence; a tool with it does nothing before that was confirmed. */
  preview: ((ask: Ask, args: Arguments) => Promise<string>) | null;
  isReading: boolean;
  isDestructive: boolean;
  isIdempotent: boolean;
};

type Told = { name: string; title: string; description: string; endpoint: string };

/** A tool that only looks. */
export function readingTool({ endpoint, ...told }: Told): McpTool {
  const { shape, rules, output } = getRoute(endpoint);
  return {
    ...told,
    scopes: rules.scopes,
    input: z.strictObject(shape),
    output,
    run: (ask, args) => ask(endpoint, args),
    preview: null,
    isReading: true,
    isDestructive: false,
    isIdempotent: true,
  };
}

type Change = Told & {
  input?: z.ZodObject;
  /** The arguments as the endpoint takes them; as they are unless it says. */
  toInput?: (args: Arguments, ask: Ask) => unknown;
  preview: McpTool["preview"];
  isDestructive?: boolean;
  isIdempotent?: boolean;
};

/** A tool that changes something. It looks first, so that it can say what would happen. */
export function changingTool({ endpoint, input, toInput = (args) => args, ...told }: Change): McpTool {
  const { shape, rules, output } = getRoute(endpoint);
  return {
    isDestructive: false,
    isIdempotent: false,
    ...told,
    scopes: [...new Set<ApiScope>(["read", ...rules.scopes])],
    input: input ?? z.strictObject(shape),
    output,
    run: async (ask, args) => ask(endpoint, await toInput(args, ask)),
    isReading: false,
  };
}
