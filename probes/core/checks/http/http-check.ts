import type { AssertionSource, TimePhase } from "#contracts/checks/assertion-sources.ts";
import type { HttpCheck } from "#contracts/checks/http.ts";
import type { Evidence, Finding } from "#contracts/tick.ts";
import { judgeAssertions, type Observed } from "#domain/check/judge-assertions.ts";
import { explainCoding, judgeResponse } from "#domain/check/judge-response.ts";
import { readJson } from "#domain/check/read-json.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { toFault } from "#probes/core/fault.ts";
import { firstRequest, MOST_BODY_BYTES, SAMPLE_BYTES } from "#probes/core/http-request.ts";
import type { Observation } from "#probes/core/ports.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import { unseen } from "#probes/core/unseen.ts";
import { cleanText } from "../transcript.ts";
import type { BodyText, HttpAnswer, HttpAsk, HttpReply, Judged, SendHttp } from "./send-http.ts";

const DAY_MS = 86_400_000;
const decoder = new TextDecoder();
const asks = new WeakMap<HttpCheck, { ask: HttpAsk; wantsBody: boolean }>();

export type HttpCheckDeps = {
  send: SendHttp;
  /** Epoch ms. */
  now: () => number;
  /** Said after every message, where the runtime sees less than others. */
  note: string;
};
export type HttpCheckRun = { check: HttpCheck; deadline: Deadline; startedAt: number };

/** Sends a check's request and holds the answer against all that it expects. Never rejects. */
export async function runHttpCheck(deps: HttpCheckDeps, run: HttpCheckRun): Promise<Observation> {
  try {
    return await askAndJudge(deps, run);
  } catch (error) {
    return unseen(toFault(error, "exchange"));
  }
}

async function askAndJudge(deps: HttpCheckDeps, run: HttpCheckRun): Promise<Observation> {
  const { ask, wantsBody } = askOf(run.check);
  const answer = await deps.send(ask, run.deadline);
  const totalUs = sinceUs(run.startedAt);
  if (answer.failure !== null) return observe(deps, { answer, totalUs, verdict: answer.failure });
  const body = wantsBody ? await answer.reply.text() : null;
  const verdict = judge(run.check, { answer, body, totalUs, now: deps.now() });
  return observe(deps, { answer, totalUs, verdict });
}

function askOf(check: HttpCheck): { ask: HttpAsk; wantsBody: boolean } {
  const known = asks.get(check);
  if (known) return known;
  const wantsBody = check.keyword !== null || needsBody(check.assertions);
  const made = {
    wantsBody,
    ask: {
      request: firstRequest(check, wantsBody),
      connection: check,
      followRedirects: check.followRedirects,
      keepBytes: wantsBody ? MOST_BODY_BYTES : SAMPLE_BYTES,
    },
  };
  asks.set(check, made);
  return made;
}

function needsBody({ list }: HttpCheck["assertions"]): boolean {
  return list
    .flatMap((member) => ("list" in member ? member.list : [member]))
    .some(({ source }) => source === "body" || source === "json");
}

type Verdict = Judged & { assertions?: NonNullable<Evidence["assertions"]> };
type Seen = { answer: HttpAnswer; body: BodyText | null; totalUs: number; now: number };

function judge(check: HttpCheck, seen: Seen): Verdict {
  const { reply } = seen.answer;
  const status = reply.status ?? 0;
  const own = judgeResponse(check, {
    status,
    bodyText: seen.body?.text ?? null,
    truncated: seen.body?.truncated ?? reply.truncated,
    unreadable: seen.body?.unreadable ?? null,
    daysLeft: daysLeft(reply, seen.now),
  });
  if (own.outcome !== "ok" || check.assertions.list.length === 0) return own;
  const coding = seen.body?.unreadable ?? null;
  if (coding !== null) return { outcome: "assertion", message: explainCoding(coding) };
  const { held, results, message } = judgeAssertions(check.assertions, observerOf(seen));
  return held ? { ...own, assertions: results } : { outcome: "assertion", message, assertions: results };
}

function observerOf({
  answer,
  body,
  totalUs,
  now,
}: Seen): (source: AssertionSource, name: string) => Observed {
  const { reply } = answer;
  const json = body === null || body.truncated ? null : readJson(body.text);
  return (source, name) => {
    switch (source) {
      case "status":
        return reply.status;
      case "header":
        return headerValues(reply, name.toLowerCase());
      case "body":
        return body?.text ?? null;
      case "json":
        return json?.(name) ?? null;
      case "size":
        return reply.bytes;
      case "time":
        return phaseMs(answer, name, totalUs);
      case "daysLeft":
        return daysLeft(reply, now);
      case "protocol":
        return reply.httpVersion;
      default:
        return null;
    }
  };
}

function headerValues({ headers }: HttpReply, name: string): Observed {
  const values = headers.filter((header) => header[0].toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? null : values;
}

const PHASES: Record<Exclude<TimePhase, "total">, keyof HttpAnswer["phases"]> = {
  dns: "dnsUs",
  connect: "connectUs",
  tls: "tlsUs",
  ttfb: "ttfbUs",
  transfer: "transferUs",
};

function phaseMs({ phases }: HttpAnswer, name: string, totalUs: number): number | null {
  if (name === "" || name === "total") return totalUs / 1000;
  const us = phases[PHASES[name as Exclude<TimePhase, "total">]] ?? null;
  return us === null ? null : us / 1000;
}

function daysLeft({ certificateEndsAt }: HttpReply, now: number): number | null {
  return certificateEndsAt === null ? null : Math.floor((certificateEndsAt - now) / DAY_MS);
}

type Finished = { answer: HttpAnswer; totalUs: number; verdict: Verdict };

function observe(deps: HttpCheckDeps, { answer, totalUs, verdict }: Finished): Observation {
  const { reply, phases } = answer;
  const findings = findingsOf(reply);
  return {
    dnsUs: phases.dnsUs,
    connectUs: phases.connectUs,
    tlsUs: phases.tlsUs,
    ttfbUs: phases.ttfbUs,
    transferUs: phases.transferUs,
    outcome: verdict.outcome,
    status: reply.status,
    totalUs,
    bytes: reply.bytes,
    evidence: () => evidenceOf(answer, verdict, deps.note),
    ...(findings === null ? {} : { findings }),
  };
}

const HTTP_2: readonly Finding[] = [{ key: "httpVersion", value: "2" }];

/**
 * HTTP/1.1 without TLS is what is expected of a plain address, and would be a row for each of very many monitors. Of
 * HTTP/2 it is always the same list, which is told apart from another one without looking into it.
 */
function findingsOf({
  certificate,
  certificateEndsAt,
  tlsProtocol,
  httpVersion,
}: HttpReply): readonly Finding[] | null {
  if (httpVersion === null) return null;
  if (certificate === null || certificateEndsAt === null || tlsProtocol === null) {
    return httpVersion === "2" ? HTTP_2 : null;
  }
  return [
    { key: "certificateExpiresAt", value: new Date(certificateEndsAt).toISOString() },
    { key: "certificateIssuer", value: certificate.issuer },
    { key: "tlsProtocol", value: tlsProtocol },
    { key: "httpVersion", value: httpVersion },
  ];
}

function evidenceOf({ reply, hops, downgrade }: HttpAnswer, verdict: Verdict, note: string): Evidence {
  const more = `${downgrade ? " The redirects left HTTPS for HTTP." : ""}${note}`;
  return {
    message: cleanText(`${verdict.message}${more}`.slice(0, 500)),
    remoteAddress: reply.remoteAddress?.slice(0, 64) ?? null,
    resolvedAddresses: reply.addresses.slice(0, 20),
    redirects: hops.slice(0, 10),
    responseHeaders: reply.headers
      .slice(0, 60)
      .map(([name, value]) => [cleanText(name).slice(0, 256), cleanText(value).slice(0, 1024)]),
    bodySample: reply.status === null ? null : sampleOf(reply.keptBody()),
    certificate: reply.certificate,
    ...(verdict.assertions ? { assertions: verdict.assertions.slice(0, 40) } : {}),
  };
}

function sampleOf(body: Uint8Array): string {
  return cleanText(decoder.decode(body.subarray(0, SAMPLE_BYTES))).slice(0, SAMPLE_BYTES);
}
