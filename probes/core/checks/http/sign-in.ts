import type { HttpAuth } from "#contracts/checks/http.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import { answerDigest, type DigestChallenge, findDigestChallenge } from "./digest-sign-in.ts";
import type { OauthTokens } from "./oauth-tokens.ts";
import type { HttpConnection, HttpReply, Judged } from "./send-http.ts";

export type Credentials =
  | { kind: "none" }
  | { kind: "header"; value: string }
  | { kind: "refused"; judged: Judged };

/** How the requests of one ask are signed. */
export type SignIn = {
  credentialsFor(request: HttpRequest): Promise<Credentials>;
  /** After a 401: whether the same request may do better now. */
  mayRetry(reply: HttpReply): boolean;
};

export type SignInDeps = { tokens: OauthTokens; connection: HttpConnection; deadline: Deadline };

/** Null when the check does not sign in. */
export function signInOf(auth: HttpAuth, deps: SignInDeps): SignIn | null {
  switch (auth.type) {
    case "none":
      return null;
    case "basic":
      return fixed(basicCredentials(auth));
    case "bearer":
      return fixed(`Bearer ${auth.token}`);
    case "digest":
      return new DigestSignIn(auth);
    case "oauth2":
      return new OauthSignIn(auth, deps);
  }
}

/** RFC 7617, in UTF-8. */
export function basicCredentials({ username, password }: { username: string; password: string }): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

function fixed(value: string): SignIn {
  // What is no header value would be another request's beginning.
  const credentials: Credentials = /[\r\n\0]/.test(value)
    ? { kind: "refused", judged: { outcome: "auth", message: "The token has a line break in it." } }
    : { kind: "header", value };
  return { credentialsFor: async () => credentials, mayRetry: () => false };
}

class DigestSignIn implements SignIn {
  private challenge: DigestChallenge | null = null;
  private count = 0;

  constructor(private readonly login: Extract<HttpAuth, { type: "digest" }>) {}

  async credentialsFor(request: HttpRequest): Promise<Credentials> {
    if (this.challenge === null) return { kind: "none" };
    this.count += 1;
    const proof = { request, cnonce: crypto.randomUUID(), count: this.count };
    return { kind: "header", value: await answerDigest(this.challenge, this.login, proof) };
  }

  mayRetry(reply: HttpReply): boolean {
    const challenge = findDigestChallenge(reply.headers);
    if (challenge === null || (this.challenge !== null && !challenge.isStale)) return false;
    this.challenge = challenge;
    this.count = 0;
    return true;
  }
}

class OauthSignIn implements SignIn {
  private token: string | null = null;
  private hasRenewed = false;

  constructor(
    private readonly client: Extract<HttpAuth, { type: "oauth2" }>,
    private readonly deps: SignInDeps,
  ) {}

  async credentialsFor(): Promise<Credentials> {
    const { tokens, connection, deadline } = this.deps;
    const answer = await tokens.tokenFor(this.client, connection, deadline);
    if (answer.kind === "refused") return answer;
    this.token = answer.token;
    return { kind: "header", value: `Bearer ${answer.token}` };
  }

  mayRetry(): boolean {
    if (this.hasRenewed || this.token === null) return false;
    this.hasRenewed = true;
    this.deps.tokens.forget(this.client, this.token);
    return true;
  }
}
