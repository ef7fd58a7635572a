import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "#server/trpc/app-router.ts";

export type UptickClient = TRPCClient<AppRouter>;
export type ClientOptions = {
  /** Where Uptick is, such as https://uptick.example.com. */
  url: string;
  /** An API key: `uptick_…`. */
  apiKey: string;
  /** How often a request is tried again that found nobody, or too much going on. */
  retries?: number;
  fetch?: typeof fetch;
  /** Aborts what is under way, and waiting. */
  signal?: AbortSignal;
};

const WAIT_MS = 500;
/** A server that says "in an hour" is not waited for. */
const LONGEST_WAIT_MS = 60_000;
const BUSY = new Set([429, 502, 503, 504]);

/** Every procedure of Uptick, typed, with a key. What the server refuses is a `TRPCClientError` with its sentence. */
export function createClient({ url, apiKey, ...options }: ClientOptions): UptickClient {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url.replace(/\/+$/, "")}/api/trpc`,
        transformer: superjson,
        headers: { authorization: `Bearer ${apiKey}` },
        fetch: (input, init) => fetchPatiently(String(input), init as RequestInit, options),
      }),
    ],
  });
}

/**
 * Tries again after what `Retry-After` says (RFC 9110 §10.2.3), else after twice as long each time. A change that may have
 * arrived is not repeated: only 429 and 503 say that nothing was done.
 */
async function fetchPatiently(
  input: string,
  init: RequestInit,
  { retries = 3, fetch: send = fetch, signal }: Pick<ClientOptions, "retries" | "fetch" | "signal">,
): Promise<Response> {
  const isRead = (init.method ?? "GET") === "GET";
  for (let attempt = 0; ; attempt += 1) {
    const answer = await tryOnce(() => send(input, { ...init, ...(signal && { signal }) }));
    const isFinal = attempt >= retries || signal?.aborted === true || !mayRepeat(answer, isRead);
    if (isFinal && answer instanceof Response) return answer;
    if (isFinal) throw (answer as Missed).cause;
    await wait(waitOf(answer, attempt), signal);
  }
}

type Missed = { cause: unknown };

function mayRepeat(answer: Response | Missed, isRead: boolean): boolean {
  if (!(answer instanceof Response)) return isRead;
  return isRead ? BUSY.has(answer.status) : answer.status === 429 || answer.status === 503;
}

async function tryOnce(ask: () => Promise<Response>): Promise<Response | Missed> {
  try {
    return await ask();
  } catch (cause) {
    // Whether it is tried again is decided where it is known how often it was.
    return { cause };
  }
}

function waitOf(answer: Response | Missed, attempt: number): number {
  const usual = WAIT_MS * 2 ** attempt;
  const said = answer instanceof Response ? answer.headers.get("retry-after") : null;
  if (said === null) return usual;
  const waitMs = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isNaN(waitMs) ? usual : Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS);
}

function wait(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    signal?.addEventListener("abort", done);
  });
}
