import type { HttpAuth } from "#contracts/checks/http.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { timedOut } from "#probes/core/fault.ts";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";
import { userAgent } from "#probes/core/user-agent.ts";
import type { ExchangeHttp, HttpConnection, HttpReply, Judged } from "./send-http.ts";

type OauthClient = Extract<HttpAuth, { type: "oauth2" }>;
export type TokenAnswer = { kind: "token"; token: string } | { kind: "refused"; judged: Judged };
type Kept = { token: string; until: number };

const MOST_TOKENS = 1000;
const MOST_TOKEN_LENGTH = 8192;
/** A token is renewed this long before its end, so that none runs out on the way. */
const MARGIN_MS = 30_000;
/** For servers that do not say how long a token lives. */
const USUAL_LIFE_MS = 300_000;
const TOKEN = /^[\u0021-\u007e]+$/;

/** Access tokens of OAuth 2.0 clients (RFC 6749 §4.4), shared by all checks of a probe. `now` gives epoch ms. */
export class OauthTokens {
  private readonly kept = new Map<string, Kept>();
  private readonly underWay = new Map<string, Promise<TokenAnswer>>();

  constructor(
    private readonly exchange: ExchangeHttp,
    private readonly now: () => number,
  ) {}

  async tokenFor(client: OauthClient, connection: HttpConnection, deadline: Deadline): Promise<TokenAnswer> {
    const name = nameOf(client);
    const known = this.kept.get(name);
    if (known && known.until > this.now()) return { kind: "token", token: known.token };

    const running = this.underWay.get(name);
    const shared = running ? await within(running, deadline) : null;
    // Another check's time may have run out before ours does.
    const isLate = shared?.kind === "refused" && shared.judged.outcome === "timeout" && !deadline.expired;
    if (shared !== null && !isLate) return shared;
    const fresh = this.fetchToken(client, connection, deadline);
    this.underWay.set(name, fresh);
    try {
      return await fresh;
    } finally {
      if (this.underWay.get(name) === fresh) this.underWay.delete(name);
    }
  }

  private async fetchToken(
    client: OauthClient,
    connection: HttpConnection,
    deadline: Deadline,
  ): Promise<TokenAnswer> {
    const request = tokenRequest(client);
    const reply = await this.exchange({ request, connection, keepBytes: MOST_BODY_BYTES }, deadline);
    if (reply.fault !== null) return { kind: "refused", judged: explainFault(reply.fault) };
    const fields = readFields((await reply.text()).text);
    const token = fields.access_token;
    const isUsable = typeof token === "string" && token.length <= MOST_TOKEN_LENGTH && TOKEN.test(token);
    if (reply.status !== 200 || !isUsable) return { kind: "refused", judged: explainAnswer(reply, fields) };
    this.keep(nameOf(client), { token, until: this.now() + lifeMsOf(fields.expires_in) - MARGIN_MS });
    return { kind: "token", token };
  }

  /** The target has refused this token. */
  forget(client: OauthClient, token: string): void {
    const name = nameOf(client);
    if (this.kept.get(name)?.token === token) this.kept.delete(name);
  }

  private keep(name: string, token: Kept): void {
    this.kept.delete(name);
    this.kept.set(name, token);
    if (this.kept.size <= MOST_TOKENS) return;
    const oldest = this.kept.keys().next().value;
    if (oldest !== undefined) this.kept.delete(oldest);
  }
}

function within(running: Promise<TokenAnswer>, deadline: Deadline): Promise<TokenAnswer> {
  return new Promise((done, fail) => {
    deadline.during(() => done({ kind: "refused", judged: explainFault(timedOut("exchange")) }));
    running.then(done, fail);
  });
}

/** The secret is part of it: whoever types another one must not get the token of the right one. */
function nameOf({ tokenUrl, clientId, clientSecret, scope, audience, sendIn }: OauthClient): string {
  return JSON.stringify([tokenUrl, clientId, clientSecret, scope, audience, sendIn]);
}

function tokenRequest({ tokenUrl, clientId, clientSecret, scope, audience, sendIn }: OauthClient) {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope !== "") form.set("scope", scope);
  if (audience !== "") form.set("audience", audience);
  const headers = [
    { name: "User-Agent", value: userAgent() },
    { name: "Accept", value: "application/json" },
    { name: "Content-Type", value: "application/x-www-form-urlencoded" },
  ];
  if (sendIn === "body") {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  } else {
    // RFC 6749 §2.3.1: both are form-encoded before they are joined.
    const login = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
    headers.push({ name: "Authorization", value: `Basic ${btoa(login)}` });
  }
  return { url: new URL(tokenUrl), method: "POST", headers, body: form.toString() };
}

function formEncode(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

function readFields(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    // No JSON is no token; the answer's status says the rest.
    return {};
  }
}

function lifeMsOf(expiresIn: unknown): number {
  const seconds = Number(expiresIn);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) * 1000 : USUAL_LIFE_MS;
}

function explainFault({ outcome, message }: Judged): Judged {
  const isTheirs = outcome !== "internal" && outcome !== "blocked" && outcome !== "timeout";
  return { outcome: isTheirs ? "auth" : outcome, message: `No token could be fetched: ${message}` };
}

function explainAnswer({ status }: HttpReply, fields: Record<string, unknown>): Judged {
  const said = [fields.error, fields.error_description].filter((part) => typeof part === "string").join(": ");
  const reason = said !== "" ? said : "without a token that can be used";
  return {
    outcome: "auth",
    message: `The token server answered ${status}: ${reason.slice(0, 300).replace(/\.$/, "")}.`,
  };
}
