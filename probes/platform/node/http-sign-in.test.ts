import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { OAuth2Server } from "oauth2-mock-server";
import { afterEach, expect, test } from "vitest";
import type { HttpCheck } from "#contracts/checks/http.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, listen, serve } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const runner = createHttpRunner({ egress: OPEN_EGRESS });
afterEach(closeTargets);

/** As a probe has it: secrets have been put in, which a contract would refuse. */
function signedIn(url: string, auth: HttpCheck["auth"], change: Partial<HttpCheck> = {}, timeoutMs = 2000) {
  const config = configOf(url, change, timeoutMs);
  return { ...config, check: { ...config.check, auth } };
}

test.each([
  {
    name: "basic",
    auth: { type: "basic", username: "jürgen", password: "s:e c" },
    header: `Basic ${Buffer.from("jürgen:s:e c").toString("base64")}`,
  },
  { name: "bearer", auth: { type: "bearer", token: "abc.def" }, header: "Bearer abc.def" },
] as const)(
  "$name credentials are sent, in place of a header of the check's own",
  async ({ auth, header }) => {
    const { url, heads } = await serve((socket) => socket.end(fine("in")));
    const headers = [{ name: "authorization", value: "Bearer other" }];
    expect((await runner.run(signedIn(url, auth, { headers }))).outcome).toBe("ok");
    expect(heads[0]).toContain(`Authorization: ${header}\r\n`);
    expect(heads[0]).not.toContain("other");
  },
);

test("credentials do not follow a redirect to another origin, nor back from it", async () => {
  const other = await serve((socket, head) =>
    socket.end(
      `HTTP/1.1 302 Found\r\nLocation: ${home.url}back\r\nContent-Length: 0\r\n\r\n${head.slice(0, 0)}`,
    ),
  );
  const home = await serve((socket, head) => {
    if (head.startsWith("GET /back")) socket.end(fine("in"));
    else if (head.startsWith("GET /near")) socket.end(redirectTo(other.url));
    else socket.end(redirectTo("/near"));
  });
  const seen = await runner.run(signedIn(home.url, { type: "bearer", token: "t0ken" }));
  expect(seen.outcome).toBe("ok");
  expect(home.heads.map((head) => head.includes("t0ken"))).toEqual([true, true, false]);
  expect(other.heads.join()).not.toContain("t0ken");
});

test("a refused sign-in is an auth failure, unless 401 is expected", async () => {
  const { url } = await serve((socket) => socket.end("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"));
  const auth = { type: "basic", username: "a", password: "b" } as const;
  expect(await runner.run(signedIn(url, auth))).toMatchObject({ outcome: "auth", status: 401 });
  const expectedStatus = [{ from: 401, to: 401 }];
  expect((await runner.run(signedIn(url, auth, { expectedStatus }))).outcome).toBe("ok");
});

/** The server's side of RFC 7616, written from the RFC: one nonce per challenge, counted, with the proof recomputed. */
async function serveDigest(algorithm: "MD5" | "SHA-256", options: { staleFirst?: boolean } = {}) {
  const requests: string[] = [];
  const nonces = new Map<string, number>();
  let isStale = options.staleFirst ?? false;
  const hash = (text: string) =>
    createHash(algorithm === "MD5" ? "md5" : "sha256")
      .update(text)
      .digest("hex");
  const isProved = (request: IncomingMessage): boolean => {
    const fields = new Map(
      [...(request.headers.authorization ?? "").matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map((match) => [
        match[1],
        match[2] ?? match[3],
      ]),
    );
    const [nonce = "", nc = "", cnonce = ""] = [fields.get("nonce"), fields.get("nc"), fields.get("cnonce")];
    const count = Number.parseInt(nc, 16);
    if (!nonces.has(nonce) || count !== (nonces.get(nonce) ?? 0) + 1 || cnonce === "") return false;
    nonces.set(nonce, count);
    if (fields.get("uri") !== request.url || fields.get("username") !== "Mufasa") return false;
    const first = hash("Mufasa:a realm:Circle of Life");
    const second = hash(`${request.method}:${request.url}`);
    return fields.get("response") === hash(`${first}:${nonce}:${nc}:${cnonce}:auth:${second}`);
  };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const proved = isProved(request);
    if (proved && !isStale) {
      if (request.url === "/hop") response.writeHead(302, { location: "/in?a=1" }).end();
      else response.writeHead(200).end("in");
      return;
    }
    const nonce = `n${nonces.size}`;
    nonces.set(nonce, 0);
    const stale = proved && isStale ? ", stale=true" : "";
    if (proved) isStale = false;
    const fields = `realm="a realm", qop="auth", nonce="${nonce}", opaque="o", algorithm=${algorithm}${stale}`;
    response.writeHead(401, { "www-authenticate": `Digest ${fields}` }).end();
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, requests };
}

const MUFASA = { type: "digest", username: "Mufasa", password: "Circle of Life" } as const;

test.each(["MD5", "SHA-256"] as const)("digest with %s is in with one more request", async (algorithm) => {
  const { url, requests } = await serveDigest(algorithm);
  const seen = await runner.run(signedIn(`${url}/in?x=1`, MUFASA, { method: "POST", body: "hello" }));
  expect(seen).toMatchObject({ outcome: "ok", status: 200 });
  expect(requests).toEqual(["POST /in?x=1", "POST /in?x=1"]);
});

test("digest counts its nonce on through a redirect, and answers a stale one once", async () => {
  const { url, requests } = await serveDigest("SHA-256");
  expect((await runner.run(signedIn(`${url}/hop`, MUFASA))).outcome).toBe("ok");
  expect(requests).toEqual(["GET /hop", "GET /hop", "GET /in?a=1"]);
  const stale = await serveDigest("MD5", { staleFirst: true });
  expect((await runner.run(signedIn(`${stale.url}/in`, MUFASA))).outcome).toBe("ok");
  expect(stale.requests).toHaveLength(3);
});

test("digest with a wrong password is refused after one more request", async () => {
  const { url, requests } = await serveDigest("SHA-256");
  const seen = await runner.run(signedIn(`${url}/in`, { ...MUFASA, password: "wrong" }));
  expect(seen).toMatchObject({ outcome: "auth", status: 401 });
  expect(requests).toHaveLength(2);
});

test("digest ends at the deadline of the whole check", async () => {
  const { url } = await serve((socket, head) => {
    if (head.includes("Authorization")) return;
    socket.end(
      'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\nContent-Length: 0\r\n\r\n',
    );
  });
  const seen = await runner.run(signedIn(url, MUFASA, {}, 300));
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeLessThan(800_000);
});

const CLIENT = {
  type: "oauth2",
  clientId: "a client",
  clientSecret: "s:%/",
  scope: "read",
  audience: "",
} as const;

async function startTokens() {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  let asked = 0;
  const authorizations: (string | undefined)[] = [];
  server.service.on("beforeResponse", (_response, request) => {
    asked += 1;
    authorizations.push(request.headers.authorization);
  });
  const tokenUrl = `http://127.0.0.1:${server.address().port}/token`;
  return { server, tokenUrl, authorizations, asked: () => asked };
}

test.each(["header", "body"] as const)(
  "a client's token is fetched with its secret in the %s, and kept",
  async (sendIn) => {
    const tokens = await startTokens();
    try {
      const { url, heads } = await serve((socket) => socket.end(fine("in")));
      const auth = { ...CLIENT, sendIn, tokenUrl: tokens.tokenUrl };
      const fresh = createHttpRunner({ egress: OPEN_EGRESS });
      expect((await fresh.run(signedIn(url, auth))).outcome).toBe("ok");
      expect((await fresh.run(signedIn(url, auth))).outcome).toBe("ok");
      expect(tokens.asked()).toBe(1);
      expect(heads[0]).toMatch(/Authorization: Bearer [\w-]+\.[\w-]+\.[\w-]+\r\n/);
      const basic = `Basic ${Buffer.from("a+client:s%3A%25%2F").toString("base64")}`;
      expect(tokens.authorizations).toEqual([sendIn === "header" ? basic : undefined]);
      expect((await fresh.run(signedIn(url, { ...auth, clientSecret: "other" }))).outcome).toBe("ok");
      expect(tokens.asked()).toBe(2);
    } finally {
      await tokens.server.stop();
    }
  },
);

test("checks that begin together fetch one token, and wait for it no longer than their own time", async () => {
  let asked = 0;
  const tokens = await serve((socket) => {
    asked += 1;
    setTimeout(() => socket.end(fine('{"access_token":"t","expires_in":60}')), 300);
  });
  const { url } = await serve((socket) => socket.end(fine("in")));
  const auth = { ...CLIENT, sendIn: "header", tokenUrl: tokens.url } as const;
  const fresh = createHttpRunner({ egress: OPEN_EGRESS });
  const patient = Array.from({ length: 10 }, () => fresh.run(signedIn(url, auth)));
  const hasty = await fresh.run(signedIn(url, auth, {}, 100));
  expect(hasty.outcome).toBe("timeout");
  expect(hasty.totalUs).toBeLessThan(290_000);
  expect((await Promise.all(patient)).map((seen) => seen.outcome)).toEqual(Array(10).fill("ok"));
  expect(asked).toBe(1);
});

test("a token that the target refuses is renewed once", async () => {
  const tokens = await startTokens();
  try {
    let times = 0;
    const { url } = await serve((socket) => {
      times += 1;
      socket.end(times === 2 ? fine("in") : "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
    });
    const auth = { ...CLIENT, sendIn: "header", tokenUrl: tokens.tokenUrl } as const;
    const fresh = createHttpRunner({ egress: OPEN_EGRESS });
    expect((await fresh.run(signedIn(url, auth))).outcome).toBe("ok");
    expect(tokens.asked()).toBe(2);
    times = 2;
    expect((await fresh.run(signedIn(url, auth))).outcome).toBe("auth");
    expect(tokens.asked()).toBe(3);
  } finally {
    await tokens.server.stop();
  }
});

test("the token server's error is the evidence, and the target is not asked", async () => {
  const tokens = await startTokens();
  tokens.server.service.on("beforeResponse", (response) => {
    response.statusCode = 401;
    response.body = { error: "invalid_client", error_description: "Unknown client." };
  });
  try {
    const { url, heads } = await serve((socket) => socket.end(fine("in")));
    const auth = { ...CLIENT, sendIn: "header", tokenUrl: tokens.tokenUrl } as const;
    const seen = await runner.run(signedIn(url, auth));
    expect(seen).toMatchObject({ outcome: "auth", status: null });
    expect(seen.evidence().message).toBe("The token server answered 401: invalid_client: Unknown client.");
    expect(heads).toEqual([]);
  } finally {
    await tokens.server.stop();
  }
});

test.each([
  { name: "refuses the connection", answer: null, outcome: "auth" },
  { name: "stays silent", answer: "", outcome: "timeout" },
  { name: "speaks no HTTP", answer: "SSH-2.0-x\r\n", outcome: "auth" },
  { name: "answers without a token", answer: fine("{}").toString(), outcome: "auth" },
  {
    name: "answers with a header's beginning for a token",
    answer: fine('{"access_token":"a\\r\\nX: 1"}').toString(),
    outcome: "auth",
  },
])("a token server that $name ends the check as $outcome", async ({ answer, outcome }) => {
  const { url } = await serve((socket) => socket.end(fine("in")));
  const tokens = await serve((socket) => (answer === "" ? undefined : socket.end(answer ?? "")));
  const tokenUrl = answer === null ? "http://127.0.0.1:1/" : tokens.url;
  const auth = { ...CLIENT, sendIn: "header", tokenUrl } as const;
  const seen = await createHttpRunner({ egress: OPEN_EGRESS }).run(signedIn(url, auth, {}, 300));
  expect(seen.outcome).toBe(outcome);
});

function redirectTo(location: string): string {
  return `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`;
}
