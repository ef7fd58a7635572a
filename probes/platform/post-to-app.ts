import { formatTraceparent, type TraceContext } from "#contracts/trace-context.ts";
import { ProbeRpcError } from "#probes/core/ports.ts";

const TIMEOUT_MS = 15_000;

type Question = { /** Such as `probe.report`. */ path: string; body: string; trace?: TraceContext | null };
type Limits = { timeoutMs?: number /** Ends it at once. */; signal?: AbortSignal };

/** Asks the app in tRPC's wire of plain JSON. Rejects with ProbeRpcError. */
export async function postToApp(
  app: { url: string; token: string },
  { path, body, trace }: Question,
  { timeoutMs = TIMEOUT_MS, signal }: Limits = {},
): Promise<unknown> {
  const abort = new AbortController();
  const end = () => abort.abort();
  const timer = setTimeout(end, timeoutMs);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  try {
    const response = await fetch(`${app.url.replace(/\/$/, "")}/api/probe-rpc/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${app.token}`,
        ...(trace ? { traceparent: formatTraceparent(trace) } : {}),
      },
      body,
      // A redirect is somebody else's answer, and following it would hand them the token.
      redirect: "manual",
      signal: abort.signal,
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, path);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof ProbeRpcError) throw error;
    throw new ProbeRpcError("unavailable", `no answer from ${path}: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

function refusal(status: number, path: string): ProbeRpcError {
  return new ProbeRpcError(kindOf(status), `HTTP ${status} from ${path}`, { status });
}

function kindOf(status: number): ProbeRpcError["kind"] {
  if (status === 401 || status === 403) return "unauthorised";
  return status === 400 || status === 413 || status === 422 ? "rejected" : "unavailable";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError") return "timeout";
  return error.cause instanceof Error ? error.cause.message : error.message;
}
