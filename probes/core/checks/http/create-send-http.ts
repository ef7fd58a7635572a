import type { Deadline } from "#probes/core/deadline.ts";
import { toFault } from "#probes/core/fault.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import { HttpTrail, type Step } from "#probes/core/http-trail.ts";
import type { Phases } from "#probes/core/ports.ts";
import { CookieJar } from "./cookie-jar.ts";
import { OauthTokens } from "./oauth-tokens.ts";
import {
  type ExchangeHttp,
  type HttpAnswer,
  type HttpAsk,
  type HttpReply,
  headerOf,
  type Judged,
  type SendHttp,
} from "./send-http.ts";
import { type SignIn, signInOf } from "./sign-in.ts";

/** A nonce may run out once while a check is on its way, and a token may have to be renewed. */
const MOST_SIGN_INS = 2;
const FINAL: Step = { kind: "final" };

/** `now` gives epoch ms. */
export function createSendHttp(exchange: ExchangeHttp, now: () => number): SendHttp {
  const tokens = new OauthTokens(exchange, now);
  return async (ask, deadline) => {
    const { connection } = ask;
    const signIn = signInOf(connection.auth, { tokens, connection, deadline });
    const walk = new Walk({ exchange, now, signIn, ask, deadline });
    try {
      return await walk.finish();
    } catch (error) {
      // A mistake of our own, such as an address that is none once a secret stands in it.
      return walk.giveUp(toFault(error, "exchange"));
    }
  };
}

type WalkInput = {
  exchange: ExchangeHttp;
  now: () => number;
  signIn: SignIn | null;
  ask: HttpAsk;
  deadline: Deadline;
};

type Dressed = { kind: "dressed"; request: HttpRequest } | { kind: "refused"; judged: Judged };

class Walk {
  private readonly phases: Phases = {
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
  };
  private trail: HttpTrail | null = null;
  private jar: CookieJar | null;
  private signIn: SignIn | null;
  private signIns = 0;

  constructor(private readonly input: WalkInput) {
    const { ask } = input;
    this.signIn = input.signIn;
    this.jar = ask.jar ?? (ask.connection.cookies.length > 0 ? new CookieJar() : null);
    this.jar?.plant(ask.connection.cookies, ask.request.url);
  }

  /** Most checks are, and have nothing to wait for before they ask. */
  private get isPlain(): boolean {
    return this.signIn === null && this.jar === null;
  }

  async finish(): Promise<HttpAnswer> {
    let { request } = this.input.ask;
    for (;;) {
      const dressed = this.isPlain ? ({ kind: "dressed", request } as const) : await this.dress(request);
      if (dressed.kind === "refused") return this.giveUp(dressed.judged);
      const reply = await this.exchange(dressed.request);
      if (reply.fault !== null) return this.answer(reply, reply.fault);
      if (this.maySignInAgain(reply)) continue;
      const step = this.step(request, reply);
      if (step.kind === "final") return this.answer(reply, null);
      if (step.kind === "failed") return this.answer(reply, { outcome: "redirect", message: step.message });
      // Who has left the origin is not signed in again, even if the way leads back to it.
      if (step.request.url.origin !== request.url.origin) this.signIn = null;
      request = step.request;
    }
  }

  giveUp(judged: Judged): HttpAnswer {
    return this.answer(noReply(judged), judged);
  }

  private step(request: HttpRequest, reply: HttpReply): Step {
    const { ask } = this.input;
    if (!ask.followRedirects || !isRedirect(reply)) return FINAL;
    this.trail ??= new HttpTrail(ask.request, ask.connection.maxRedirects);
    return this.trail.step(request, { status: reply.status ?? 0, location: headerOf(reply, "location") });
  }

  private async exchange(request: HttpRequest): Promise<HttpReply> {
    const { ask, exchange, deadline, now } = this.input;
    const reply = await exchange({ request, connection: ask.connection, keepBytes: ask.keepBytes }, deadline);
    this.addPhases(reply);
    if (this.jar !== null || isRedirect(reply)) {
      this.jar ??= new CookieJar();
      this.jar.take(reply.headers, request.url, now());
    }
    return reply;
  }

  /** The request as it is sent: with credentials and cookies, which the next one must not inherit. */
  private async dress(request: HttpRequest): Promise<Dressed> {
    let { headers } = request;
    if (this.signIn !== null) {
      const credentials = await this.signIn.credentialsFor(request);
      if (credentials.kind === "refused") return credentials;
      headers = without(headers, "authorization");
      if (credentials.kind === "header") {
        headers = [...headers, { name: "Authorization", value: credentials.value }];
      }
    }
    const cookies = this.jar?.headerFor(request.url) ?? null;
    if (cookies !== null) {
      const own = headers.filter(({ name }) => name.toLowerCase() === "cookie").map(({ value }) => value);
      headers = [...without(headers, "cookie"), { name: "Cookie", value: [...own, cookies].join("; ") }];
    }
    return { kind: "dressed", request: { ...request, headers } };
  }

  private maySignInAgain(reply: HttpReply): boolean {
    if (reply.status !== 401 || this.signIn === null || this.signIns >= MOST_SIGN_INS) return false;
    this.signIns += 1;
    return this.signIn.mayRetry(reply);
  }

  private addPhases(reply: Phases): void {
    const { phases } = this;
    phases.dnsUs = sum(phases.dnsUs, reply.dnsUs);
    phases.connectUs = sum(phases.connectUs, reply.connectUs);
    phases.tlsUs = sum(phases.tlsUs, reply.tlsUs);
    phases.ttfbUs = sum(phases.ttfbUs, reply.ttfbUs);
    phases.transferUs = sum(phases.transferUs, reply.transferUs);
  }

  private answer(reply: HttpReply, failure: Judged | null): HttpAnswer {
    return {
      reply,
      phases: this.phases,
      hops: this.trail?.hops ?? [],
      downgrade: this.trail?.downgrade ?? false,
      failure,
    };
  }
}

function without(headers: HttpRequest["headers"], unwanted: string): HttpRequest["headers"] {
  return headers.filter(({ name }) => name.toLowerCase() !== unwanted);
}

function isRedirect({ status }: HttpReply): boolean {
  return status !== null && status >= 300 && status < 400;
}

function sum(total: number | null, part: number | null): number | null {
  return part === null ? total : (total ?? 0) + part;
}

/** Of a check that ended before the target was asked. */
function noReply(fault: Judged): HttpReply {
  return {
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
    fault,
    status: null,
    headers: [],
    bytes: 0,
    truncated: false,
    remoteAddress: null,
    addresses: [],
    httpVersion: null,
    tlsProtocol: null,
    certificateEndsAt: null,
    certificate: null,
    keptBody: () => new Uint8Array(),
    text: async () => ({ text: "", truncated: false, unreadable: null }),
  };
}
