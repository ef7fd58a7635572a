import type { IncomingMessage, ServerResponse } from "node:http";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const HUGE_BYTES = 10 * 1024 * 1024;
const HUGE_CHUNK = Buffer.alloc(64 * 1024, "x");
const DRIP_EVERY_MS = 1000;

export function answerPage(status: number, text: string): Answer {
  return (_request, response) => void response.writeHead(status, { "content-type": "text/plain" }).end(text);
}

export function answerAfter(delayMs: number, answer: Answer): Answer {
  return (request, response) => {
    const timer = setTimeout(() => answer(request, response), delayMs);
    response.once("close", () => clearTimeout(timer));
  };
}

/** Each call gives the next answer of the script; the last one stays. */
export function answerInTurn(script: readonly Answer[]): Answer {
  let turn = 0;
  return (request, response) => {
    const answer = script[Math.min(turn, script.length - 1)];
    turn += 1;
    answer?.(request, response);
  };
}

/** `/path?left=3` leads to `left=2` and so on; at 0 it is a page. */
export function answerRedirects(first: number): Answer {
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://target");
    const left = Number(url.searchParams.get("left") ?? first);
    if (left <= 0) answerPage(200, "the end of the chain\n")(request, response);
    else response.writeHead(302, { location: `${url.pathname}?left=${left - 1}` }).end();
  };
}

export function answerLoop(): Answer {
  return (request, response) => void response.writeHead(301, { location: request.url ?? "/" }).end();
}

/** Ten megabytes, as fast as the other side reads. */
export function answerHuge(): Answer {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": HUGE_BYTES });
    let left = HUGE_BYTES;
    const write = () => {
      while (left > 0 && !response.destroyed) {
        left -= HUGE_CHUNK.length;
        if (!response.write(HUGE_CHUNK)) return;
      }
      if (left <= 0) response.end();
    };
    response.on("drain", write);
    write();
  };
}

/** One byte a second and no end: alive for a read timeout, dead for a total deadline. */
export function answerDrip(): Answer {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.write(".");
    const timer = setInterval(() => response.write("."), DRIP_EVERY_MS);
    response.once("close", () => clearInterval(timer));
  };
}
