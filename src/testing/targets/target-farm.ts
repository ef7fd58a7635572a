import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import {
  type CertificateAuthority,
  createCertificateAuthority,
  selfSignedCertificate,
} from "./certificate-authority.ts";
import {
  type Answer,
  answerAfter,
  answerDrip,
  answerHuge,
  answerLoop,
  answerPage,
  answerRedirects,
} from "./web-answers.ts";

export type TargetFarm = {
  /** Give `authority.cert` to the probe as NODE_EXTRA_CA_CERTS to make `tlsTrusted` trusted. */
  authority: CertificateAuthority;
  urls: TargetUrls;
  /** Answers `/slow/<ms>` after so many milliseconds. */
  slowUrl(delayMs: number): string;
  /** Adds or replaces a page; returns its URL, with a host of its own. */
  script(path: string, answer: Answer): string;
  /** How often a path was asked for. */
  hits(path: string): number;
  stop(): Promise<void>;
};

export type TargetUrls = Record<
  | "fast"
  | "redirectChain"
  | "redirectLoop"
  | "tlsTrusted"
  | "tlsSelfSigned"
  | "tlsExpired"
  | "tlsWrongHost"
  | "hanging"
  | "huge"
  | "dripping"
  | "reset"
  | "garbage"
  | "refused"
  | "serverError"
  | "notFound"
  | "keyword",
  string
>;

const KEYWORD_PAGE = "<h1>All systems operational</h1>\n";
const REDIRECTS = 3;

/** Targets that misbehave, each in its own way, on loopback addresses of their own. */
export async function startTargetFarm(authority = createCertificateAuthority()): Promise<TargetFarm> {
  const pages = new Map<string, Answer>();
  const hits = new Map<string, number>();
  const serve: RequestListener = (request, response) => {
    const path = new URL(request.url ?? "/", "http://target").pathname;
    hits.set(path, (hits.get(path) ?? 0) + 1);
    (pages.get(path) ?? answerSlowOrMissing(path))(request, response);
  };
  const servers: OpenServer[] = [];
  const open = async (server: Server) => {
    const opened = await openServer(server);
    servers.push(opened);
    return opened.port;
  };

  const webPort = await open(createHttpServer(serve));
  const hostOf = hostDealer();
  const script = (path: string, answer: Answer) => {
    pages.set(path, answer);
    return `http://${hostOf(path)}:${webPort}${path}`;
  };
  const urls: TargetUrls = {
    ...webPages(script),
    ...(await tlsPages(authority, open)),
    hanging: `http://127.2.1.1:${await open(createTcpServer(hang))}/`,
    reset: `http://127.2.1.2:${await open(createTcpServer(resetOnData))}/`,
    garbage: `http://127.2.1.3:${await open(createTcpServer(talkGarbage))}/`,
    refused: `http://127.2.1.4:${await closedPort()}/`,
  };

  return {
    authority,
    urls,
    slowUrl: (delayMs) => `http://${hostOf(`/slow/${delayMs}`)}:${webPort}/slow/${delayMs}`,
    script,
    hits: (path) => hits.get(path) ?? 0,
    stop: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}

function webPages(script: TargetFarm["script"]) {
  return {
    fast: script("/fast", answerPage(200, "ok\n")),
    redirectChain: script("/chain", answerRedirects(REDIRECTS)),
    redirectLoop: script("/loop", answerLoop()),
    huge: script("/huge", answerHuge()),
    dripping: script("/drip", answerDrip()),
    serverError: script("/error", answerPage(503, "out of order\n")),
    notFound: script("/missing", answerPage(404, "not here\n")),
    keyword: script("/keyword", answerPage(200, KEYWORD_PAGE)),
  };
}

async function tlsPages(authority: CertificateAuthority, open: (server: Server) => Promise<number>) {
  const past = { validFrom: new Date("2020-01-01T00:00:00Z"), validTo: new Date("2020-02-01T00:00:00Z") };
  const page: RequestListener = (_request, response) => void response.end("ok over tls\n");
  const at = async (host: string, identity: { cert: string; key: string }) =>
    `https://${host}:${await open(createHttpsServer(identity, page))}/`;

  return {
    tlsTrusted: await at("127.2.2.1", authority.issue({ hosts: ["127.2.2.1", "localhost"] })),
    tlsSelfSigned: await at("127.2.2.2", selfSignedCertificate({ hosts: ["127.2.2.2"] })),
    tlsExpired: await at("127.2.2.3", authority.issue({ hosts: ["127.2.2.3"], ...past })),
    tlsWrongHost: await at("127.2.2.4", authority.issue({ hosts: ["elsewhere.example"] })),
  };
}

function answerSlowOrMissing(path: string): Answer {
  const delayMs = /^\/slow\/(\d+)$/.exec(path)?.[1];
  if (delayMs === undefined) return answerPage(404, "no such target\n");
  return answerAfter(Number(delayMs), answerPage(200, "slow but fine\n"));
}

/** A probe limits its connections per host, so targets must not share one. */
function hostDealer(): (path: string) => string {
  const dealt = new Map<string, number>();
  return (path) => {
    const number = dealt.get(path) ?? dealt.size + 1;
    dealt.set(path, number);
    return `127.2.0.${number}`;
  };
}

function hang(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  socket.resume();
}

function resetOnData(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  socket.once("data", () => socket.resetAndDestroy());
}

function talkGarbage(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  socket.once("data", () => socket.end("SSH-2.0-not_a_web_server\r\n"));
}

type OpenServer = { port: number; close(): Promise<void> };

async function openServer(server: Server): Promise<OpenServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "0.0.0.0", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The server has no port."));
      else resolve(address.port);
    });
  });
}

/** A port that was free a moment ago: connecting to it is refused. */
async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
