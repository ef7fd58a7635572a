import type { Evidence, Outcome } from "#contracts/tick.ts";
import { judgeResponse } from "#domain/check/judge-response.ts";
import { firstRequest, type HttpRequest, MOST_BODY_BYTES, SAMPLE_BYTES } from "#probes/core/http-request.ts";
import { HttpTrail } from "#probes/core/http-trail.ts";
import type { Observation, RunnableConfig } from "#probes/core/ports.ts";
import { fetchFault } from "./fetch-fault.ts";
import { readBody } from "./read-body.ts";

const CONTROL_TIMEOUT_MS = 5000;

type Judged = { outcome: Outcome; message: string };
type Final = { response: Response | null; body: Uint8Array; bytes: number; judged: Judged };

/**
 * Runs an HTTP check over fetch. It sees the first byte and the total only: the platform looks up, connects and
 * shakes hands out of sight, and may re-use a connection.
 */
export async function runFetchCheck(config: RunnableConfig<"http">): Promise<Observation> {
  const startedAt = performance.now();
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), config.timeoutMs);
  const trail = new HttpTrail(firstRequest(config.check));
  let ttfbUs: number | null = null;
  let seen: Final;
  try {
    seen = await follow({
      config,
      trail,
      signal: abort.signal,
      onAnswer: () => {
        ttfbUs = sinceUs(startedAt);
      },
    });
  } catch (error) {
    seen = {
      response: null,
      body: new Uint8Array(),
      bytes: 0,
      judged: fetchFault(error, abort.signal.aborted),
    };
  }
  clearTimeout(timer);
  return {
    outcome: seen.judged.outcome,
    status: seen.response?.status ?? null,
    totalUs: sinceUs(startedAt),
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs,
    transferUs: null,
    bytes: seen.bytes,
    evidence: () => evidenceOf(seen, trail),
  };
}

export async function checkControlByFetch(url: string): Promise<boolean> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), CONTROL_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "HEAD",
      redirect: "manual",
      cache: "no-store",
      signal: abort.signal,
    });
    await response.body?.cancel();
    return true;
  } catch {
    // Whatever the reason, the target did not answer, and that is the question.
    return false;
  } finally {
    clearTimeout(timer);
  }
}

type Following = {
  config: RunnableConfig<"http">;
  trail: HttpTrail;
  signal: AbortSignal;
  onAnswer: () => void;
};

async function follow({ config, trail, signal, onAnswer }: Following): Promise<Final> {
  const { check } = config;
  let request = firstRequest(check);
  for (;;) {
    const response = await send(request, signal);
    onAnswer();
    const step = check.followRedirects
      ? trail.step(request, { status: response.status, location: response.headers.get("location") })
      : ({ kind: "final" } as const);
    if (step.kind === "follow") {
      await response.body?.cancel();
      request = step.request;
      continue;
    }
    const { body, bytes, truncated } = await readBody(
      response,
      check.keyword === null ? SAMPLE_BYTES : MOST_BODY_BYTES,
    );
    if (step.kind === "failed")
      return { response, body, bytes, judged: { outcome: "redirect", message: step.message } };
    const bodyText = check.keyword === null ? null : decode(body, response.headers.get("content-type"));
    return {
      response,
      body,
      bytes,
      judged: judgeResponse(check, { status: response.status, bodyText, truncated }),
    };
  }
}

function send({ url, method, headers, body }: HttpRequest, signal: AbortSignal): Promise<Response> {
  const list = new Headers();
  for (const { name, value } of headers) list.append(name, value);
  return fetch(url.href, { method, headers: list, body, redirect: "manual", cache: "no-store", signal });
}

function sinceUs(fromMs: number): number {
  return Math.round((performance.now() - fromMs) * 1000);
}

function decode(body: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    // A charset that nobody knows; most such pages are ASCII in the part that matters.
    return new TextDecoder().decode(body);
  }
}

function evidenceOf({ response, body, judged }: Final, trail: HttpTrail): Evidence {
  const headers: [string, string][] = [];
  response?.headers.forEach((value, name) => {
    headers.push([clean(name.slice(0, 256)), clean(value.slice(0, 1024))]);
  });
  return {
    message: clean(
      `${judged.message} Checked by an edge function, which sees no connection phases.`.slice(0, 500),
    ),
    remoteAddress: null,
    resolvedAddresses: [],
    redirects: trail.hops.slice(0, 10),
    responseHeaders: headers.slice(0, 60),
    bodySample: response === null ? null : clean(new TextDecoder().decode(body.subarray(0, SAMPLE_BYTES))),
    certificate: null,
  };
}

/** Postgres' text takes no NUL and no half of a surrogate pair, which is what a cut may leave of an emoji. */
function clean(text: string): string {
  return text.replace(/[\0\p{Cs}]/gu, "\uFFFD");
}
