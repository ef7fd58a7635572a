import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OutboundFetch } from "#server/channels/channel.ts";

/** `cut` closes the connection after the request was read: accepted perhaps, answered never. */
export type ProviderAnswer =
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: string }
  /** The body tells everything that came in, keys included. */
  | { kind: "echo"; status: number }
  | { kind: "slow"; delayMs: number }
  | { kind: "cut" };

export type ReceivedRequest = {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** As UTF-8. */
  body: string;
  bytes: Buffer;
};

export type FakeProvider = {
  url: string;
  requests: ReceivedRequest[];
  /** Each request takes the next answer; the last one stays. Without a script everything is 200. */
  script(...answers: ProviderAnswer[]): void;
  /** The same request, but to this server: stands in for providers whose address is fixed. */
  redirect(fetch: OutboundFetch): OutboundFetch;
  stop(): Promise<void>;
};

const OK: ProviderAnswer = { kind: "answer", status: 200, body: "ok" };

/** Any HTTP provider, on a loopback port. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const requests: ReceivedRequest[] = [];
  let answers: ProviderAnswer[] = [OK];
  const server = createServer(async (incoming, response) => {
    const received = await receive(incoming);
    requests.push(received);
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? OK;
    give(answer, received, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    script: (...next) => {
      answers = next.length === 0 ? [OK] : next;
    },
    redirect: (fetch) => (request) => {
      const { pathname, search } = new URL(request.url);
      return fetch({ ...request, url: `${url}${pathname}${search}` });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "", url = "", headers } = incoming;
  const bytes = Buffer.concat(chunks);
  return { method, path: url, headers, body: bytes.toString("utf8"), bytes };
}

function give(answer: ProviderAnswer, received: ReceivedRequest, response: ServerResponse): void {
  if (answer.kind === "cut") {
    response.destroy();
  } else if (answer.kind === "slow") {
    const timer = setTimeout(() => response.end("late"), answer.delayMs);
    response.once("close", () => clearTimeout(timer));
  } else if (answer.kind === "echo") {
    response.writeHead(answer.status, { "content-type": "text/plain" });
    response.end(
      `${received.method} ${received.path}\n${JSON.stringify(received.headers)}\n${received.body}`,
    );
  } else {
    response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
  }
}
