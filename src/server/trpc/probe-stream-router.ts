import { TRPCError } from "@trpc/server";
import {
  type JobSource,
  type ResultTarget,
  StreamAcknowledge,
  StreamAdd,
  StreamClaimIdle,
  StreamDeliveries,
  StreamEnsureGroup,
  StreamGetValue,
  StreamReadNew,
  StreamReadPending,
  StreamSetValue,
} from "#contracts/probe-stream.ts";
import { StreamError, type StreamMessage } from "#contracts/stream.ts";
import { checksKey, deadKey, PROBE_GROUP, resultsKey, urgentKey } from "#contracts/stream-keys.ts";
import { type ProbeContext, type ProbeRegion, probeProcedure, probeRouterOf } from "./probe-init.ts";

type Called = { deps: ProbeContext["deps"]; region: ProbeRegion };

const KEYS = { urgent: urgentKey, checks: checksKey, results: resultsKey, dead: deadKey };

/**
 * The job streams for agents, which have a token and no Redis. Whatever a call names, it gets the token's own region: its
 * four streams, its one group, and values under a name of its own.
 */
export const probeStreamRouter = probeRouterOf({
  readNew: probeProcedure
    .input(StreamReadNew)
    .mutation(({ ctx, input, signal }) => answering(() => readNew(ctx, input, signal))),
  readPending: probeProcedure.input(StreamReadPending).mutation(({ ctx, input: { stream, ...reader } }) =>
    answering(async () => {
      const found = await ctx.deps.stream.readPending(keyOf(ctx, stream), { ...reader, group: PROBE_GROUP });
      return found.map((message) => ({ ...message, stream }));
    }),
  ),
  claimIdle: probeProcedure.input(StreamClaimIdle).mutation(({ ctx, input: { stream, ...reader } }) =>
    answering(async () => {
      const found = await ctx.deps.stream.claimIdle(keyOf(ctx, stream), { ...reader, group: PROBE_GROUP });
      return found.map((message) => ({ ...message, stream }));
    }),
  ),
  deliveries: probeProcedure.input(StreamDeliveries).mutation(({ ctx, input: { stream, ...reader } }) =>
    answering(async () => {
      const reading = { ...reader, group: PROBE_GROUP };
      return [...(await ctx.deps.stream.deliveries(keyOf(ctx, stream), reading))];
    }),
  ),
  acknowledge: probeProcedure.input(StreamAcknowledge).mutation(({ ctx, input }) =>
    answering(async () => {
      await ctx.deps.stream.acknowledge(keyOf(ctx, input.stream), PROBE_GROUP, input.ids);
      return { ok: true };
    }),
  ),
  ensureGroup: probeProcedure.input(StreamEnsureGroup).mutation(({ ctx, input }) =>
    answering(async () => {
      await ctx.deps.stream.ensureGroup(keyOf(ctx, input.stream), PROBE_GROUP);
      return { ok: true };
    }),
  ),
  add: probeProcedure.input(StreamAdd).mutation(({ ctx, input }) =>
    answering(async () => {
      const key = keyOf(ctx, input.stream);
      // Nobody's agent fills the Redis of all.
      if ((await ctx.deps.stream.length(key)) >= ctx.deps.settings.backlogCap) {
        throw new StreamError("unavailable", "There are too many entries that nobody has taken in yet.");
      }
      return { id: await ctx.deps.stream.add(key, input.payload) };
    }),
  ),
  getValue: probeProcedure
    .input(StreamGetValue)
    .mutation(({ ctx, input }) =>
      answering(async () => ({ value: await ctx.deps.stream.getValue(valueKey(ctx, input.key)) })),
    ),
  setValue: probeProcedure.input(StreamSetValue).mutation(({ ctx, input }) =>
    answering(async () => {
      await ctx.deps.stream.setValue(valueKey(ctx, input.key), input.value);
      return { ok: true };
    }),
  ),
});

/**
 * Waits up to `waitMs` for something new by looking every `agentLookMs`: one Redis command each, which is what an idle
 * agent costs. A caller that has hung up is read nothing for.
 */
async function readNew(
  called: Called,
  { streams, consumer, count, waitMs }: StreamReadNew,
  signal: AbortSignal | undefined,
): Promise<{ stream: JobSource; id: string; payload: string }[]> {
  const { stream, settings, clock, sleep, isEnding } = called.deps;
  const sources = new Map(streams.map((source) => [keyOf(called, source), source]));
  const endsAt = clock() + waitMs;
  while (!signal?.aborted) {
    const found = await stream.readNew([...sources.keys()], { group: PROBE_GROUP, consumer, count });
    if (found.length > 0) return found.flatMap((message) => named(message, sources));
    if (isEnding() || clock() + settings.agentLookMs > endsAt) return [];
    await sleep(settings.agentLookMs);
  }
  return [];
}

function named(message: StreamMessage, sources: ReadonlyMap<string, JobSource>) {
  const stream = sources.get(message.stream);
  return stream === undefined ? [] : [{ ...message, stream }];
}

function keyOf({ region }: Called, stream: JobSource | ResultTarget): string {
  return KEYS[stream](region.code);
}

function valueKey({ region }: Called, key: string): string {
  return `agent:${region.code}:${key}`;
}

/** A lost group is told apart, because the agent can make it again; all else is a reason to come back. */
async function answering<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof StreamError)) throw cause;
    const code = cause.kind === "no_group" ? "PRECONDITION_FAILED" : "SERVICE_UNAVAILABLE";
    throw new TRPCError({ code, message: "The job stream does not answer.", cause });
  }
}
