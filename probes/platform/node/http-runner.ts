import { createSecureContext, type SecureContext } from "node:tls";
import type { HttpCheck } from "#contracts/checks/http.ts";
import type { Evidence, Outcome } from "#contracts/tick.ts";
import { judgeResponse } from "#domain/check/judge-response.ts";
import { Deadline } from "#probes/core/deadline.ts";
import { firstRequest, type HttpRequest, MOST_BODY_BYTES, SAMPLE_BYTES } from "#probes/core/http-request.ts";
import { HttpTrail } from "#probes/core/http-trail.ts";
import type { CheckRunner, ControlChecker, Observation, Phases, RunnableConfig } from "#probes/core/ports.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { bodyText } from "./body-text.ts";
import { type PeerCertificate, since } from "./dial.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { requestWire } from "./request-wire.ts";

const CONTROL_TIMEOUT_MS = 5000;

export type HttpRunnerOptions = {
  /** Extra trusted authorities in PEM, beside Node's own. */
  ca?: string[];
  egress: EgressPolicy;
};
export type HttpRunner = {
  run: CheckRunner<"http">;
  checkControl: ControlChecker;
};

type Judged = { outcome: Outcome; message: string };

/** Runs HTTP checks over sockets of their own. */
export function createHttpRunner(options: HttpRunnerOptions): HttpRunner {
  const secureContext = createSecureContext(options.ca ? { ca: options.ca } : {});
  const { egress } = options;
  const prepared = new WeakMap<HttpCheck, { request: HttpRequest; wire: Buffer }>();

  function prepare(check: HttpCheck): { request: HttpRequest; wire: Buffer } {
    const known = prepared.get(check);
    if (known) return known;
    const request = firstRequest(check);
    const fresh = { request, wire: requestWire(request) };
    prepared.set(check, fresh);
    return fresh;
  }

  async function run(config: RunnableConfig<"http">): Promise<Observation> {
    const startedAt = performance.now();
    const deadline = new Deadline(config.timeoutMs);
    try {
      return await new HttpRun({ config, secureContext, egress, deadline, startedAt }).finish(
        prepare(config.check),
      );
    } finally {
      deadline.clear();
    }
  }

  async function checkControl(url: string): Promise<boolean> {
    const deadline = new Deadline(CONTROL_TIMEOUT_MS);
    const request: HttpRequest = { url: new URL(url), method: "HEAD", headers: [], body: null };
    const answer = await exchange(
      { request, wire: requestWire(request), keepBytes: 0, secureContext, egress },
      deadline,
    );
    deadline.clear();
    return answer.fault === null;
  }

  return { run, checkControl };
}

type RunInput = {
  config: RunnableConfig<"http">;
  secureContext: SecureContext;
  egress: EgressPolicy;
  deadline: Deadline;
  startedAt: number;
};

class HttpRun {
  private readonly phases: Phases = {
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
  };
  private trail: HttpTrail | null = null;

  constructor(private readonly input: RunInput) {}

  async finish(first: { request: HttpRequest; wire: Buffer }): Promise<Observation> {
    const { config, secureContext, egress, deadline } = this.input;
    const keepBytes = config.check.keyword === null ? SAMPLE_BYTES : MOST_BODY_BYTES;
    let { request, wire } = first;
    for (;;) {
      const answer = await exchange({ request, wire, keepBytes, secureContext, egress }, deadline);
      this.addPhases(answer);
      if (answer.fault !== null) return this.observe(answer, answer.fault);
      if (!config.check.followRedirects || !isRedirect(answer))
        return this.observe(answer, await this.judge(answer));
      this.trail ??= new HttpTrail(first.request);
      const step = this.trail.step(request, {
        status: answer.parser.status,
        location: answer.parser.header("location"),
      });
      if (step.kind === "failed") return this.observe(answer, { outcome: "redirect", message: step.message });
      if (step.kind === "final") return this.observe(answer, await this.judge(answer));
      request = step.request;
      wire = requestWire(request);
    }
  }

  private async judge({ parser }: Exchange): Promise<Judged> {
    const { check } = this.input.config;
    if (check.keyword === null) {
      return judgeResponse(check, { status: parser.status, bodyText: null, truncated: parser.truncated });
    }
    const { text, truncated } = await bodyText(parser);
    return judgeResponse(check, { status: parser.status, bodyText: text, truncated });
  }

  private addPhases(answer: Exchange): void {
    const { phases } = this;
    phases.dnsUs = sum(phases.dnsUs, answer.dnsUs);
    phases.connectUs = sum(phases.connectUs, answer.connectUs);
    phases.tlsUs = sum(phases.tlsUs, answer.tlsUs);
    phases.ttfbUs = sum(phases.ttfbUs, answer.ttfbUs);
    phases.transferUs = sum(phases.transferUs, answer.transferUs);
  }

  private observe(answer: Exchange, judged: Judged): Observation {
    const { parser } = answer;
    const { dnsUs, connectUs, tlsUs, ttfbUs, transferUs } = this.phases;
    return {
      dnsUs,
      connectUs,
      tlsUs,
      ttfbUs,
      transferUs,
      outcome: judged.outcome,
      status: parser.hasHead ? parser.status : null,
      totalUs: since(this.input.startedAt),
      bytes: parser.bytes,
      evidence: () => this.evidence(answer, judged.message),
    };
  }

  private evidence(answer: Exchange, message: string): Evidence {
    const { parser } = answer;
    const note = this.trail?.downgrade ? " The redirects left HTTPS for HTTP." : "";
    return {
      message: clean(`${message}${note}`.slice(0, 500)),
      remoteAddress: answer.remoteAddress?.slice(0, 64) ?? null,
      resolvedAddresses: answer.addresses.slice(0, 20),
      redirects: this.trail?.hops.slice(0, 10) ?? [],
      responseHeaders: parser.headers
        .slice(0, 60)
        .map(([name, value]) => [clean(name).slice(0, 256), clean(value).slice(0, 1024)]),
      bodySample: parser.hasHead ? sampleText(parser.keptBody()) : null,
      certificate: answer.certificate === null ? null : describeCertificate(answer.certificate),
    };
  }
}

function isRedirect({ parser }: Exchange): boolean {
  return parser.status >= 300 && parser.status < 400;
}

function sum(total: number | null, part: number | null): number | null {
  return part === null ? total : (total ?? 0) + part;
}

function describeCertificate({ peer, authorizationError }: PeerCertificate): Evidence["certificate"] {
  return {
    subject: oneLine(peer.subject),
    issuer: oneLine(peer.issuer),
    validFrom: peer.validFrom,
    validTo: peer.validTo,
    authorizationError,
  };
}

function oneLine(name: string | undefined): string {
  return clean((name ?? "").replaceAll("\n", ", ").slice(0, 300));
}

function sampleText(body: Buffer): string {
  return clean(body.toString("utf8", 0, SAMPLE_BYTES)).slice(0, SAMPLE_BYTES);
}

/** Postgres' text takes no NUL and no half of a surrogate pair, which is what a cut may leave of an emoji. */
function clean(text: string): string {
  return text.replace(/[\0\p{Cs}]/gu, "\uFFFD");
}
