import { DEFAULT_TLS } from "#contracts/checks/check-fields.ts";
import type { WebFetch } from "#probes/core/checks/web-fetch.ts";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";
import { userAgent } from "#probes/core/user-agent.ts";
import type { Dial, Wire } from "#probes/core/wire.ts";
import { ResponseParser } from "./response-parser.ts";

/** HTTP/1.1 over a connection of its own, for checks that ask a web service on the way. */
export function createWireFetch(dial: Dial): WebFetch {
  return async ({ url, method, headers, body }, { record, deadline }) => {
    const isSecure = url.protocol === "https:";
    const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const tls = isSecure ? DEFAULT_TLS : null;
    const target = { host, port, ipFamily: "any", tls, service: "web", alpn: ["http/1.1"] } as const;
    const wire = await dial(target, record, deadline);
    try {
      const own = {
        host: url.host,
        "user-agent": userAgent(),
        "accept-encoding": "identity",
        connection: "close",
      };
      const length = body === null ? {} : { "content-length": String(body.length) };
      const lines = Object.entries({ ...own, ...headers, ...length }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      const head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
      await wire.write(Buffer.concat([Buffer.from(head, "latin1"), body ?? new Uint8Array()]));
      const parser = await readAnswer(wire, method);
      return {
        status: parser.status,
        header: (name) => parser.header(name) ?? null,
        body: parser.keptBody(),
      };
    } finally {
      wire.close();
    }
  };
}

async function readAnswer(wire: Wire, method: string): Promise<ResponseParser> {
  const parser = new ResponseParser({ method, keepBytes: MOST_BODY_BYTES });
  while (!parser.isDone) {
    const chunk = await wire.read();
    if (chunk === null) parser.end();
    else parser.feed(Buffer.from(chunk));
  }
  return parser;
}
