import type { Duplex } from "node:stream";
import WebSocket from "ws";
import type { WebsocketCheck } from "#contracts/checks/websocket.ts";
import { readJson } from "#domain/check/read-json.ts";
import { findBytes } from "#probes/core/checks/byte-search.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { observe } from "#probes/core/checks/observe.ts";
import { payloadBytes } from "#probes/core/checks/payload.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import { userAgent } from "#probes/core/user-agent.ts";
import type { Dial } from "#probes/core/wire.ts";
import { wireDuplex } from "../../wire-duplex.ts";

/** Of one message, and of all that come before the expected one. */
const MOST_BYTES = 1024 * 1024;
const SHOWN_CHARACTERS = 80;
const BODY_SOURCES = new Set(["body", "json", "size"]);
/** The handshake is the library's own. */
const OWN_HEADERS = /^(?:connection|upgrade|content-length|transfer-encoding|sec-websocket-.*)$/i;

/** Shakes hands (RFC 6455), sends what there is to send and waits for a message that contains what is expected. */
export function createWebsocketRunner({ dial }: { dial: Dial }): CheckRunner<"websocket"> {
  return (config) =>
    observe(config, async (run) => {
      const { check } = config;
      const url = new URL(check.url);
      const isSecure = url.protocol === "wss:";
      const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
      const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
      const target = { host, port, ipFamily: check.ipFamily, tls: isSecure ? check.tls : null };
      const wire = await dial({ ...target, service: "web", alpn: ["http/1.1"] }, run.record, run.deadline);
      const talk = new Talk(wireDuplex(wire), check, run);
      run.deadline.during(() => talk.fail(timedOut("exchange")));
      try {
        return await talk.hold();
      } finally {
        talk.close();
      }
    });
}

class Talk {
  private readonly socket: WebSocket;
  private readonly startedAt = performance.now();
  private readonly messages: Buffer[] = [];
  private wake: (() => void) | null = null;
  private fault: Fault | null = null;

  constructor(
    private readonly stream: Duplex,
    private readonly check: WebsocketCheck,
    private readonly run: CheckRun,
  ) {
    const given = check.headers.filter(({ name }) => !OWN_HEADERS.test(name));
    const headers = {
      "User-Agent": userAgent(),
      ...Object.fromEntries(given.map((one) => [one.name, one.value])),
    };
    this.socket = new WebSocket(check.url, check.subprotocols, {
      createConnection: () => stream,
      headers,
      maxPayload: MOST_BYTES,
      perMessageDeflate: false,
    });
    this.socket
      .on("open", () => this.wake?.())
      .on("message", (data: Buffer) => this.take(data))
      .on("unexpected-response", (_request, response) => {
        run.status = response.statusCode ?? null;
        this.fail(new Fault("status", `Expected an upgrade to WebSocket, saw HTTP status ${run.status}.`));
      })
      .on("error", (error) => this.fail(toSocketFault(error)))
      .on("close", (code) => this.fail(new Fault("reset", `It closed the connection (code ${code}).`)));
  }

  async hold(): Promise<string> {
    const { check, run } = this;
    await this.until(() => this.socket.readyState === WebSocket.OPEN);
    run.status = 101;
    run.ttfbUs = sinceUs(this.startedAt);
    this.send();
    if (check.expect === null && !looksAtMessage(check)) return "The connection was opened.";

    const message = await this.awaitMessage(check.expect === null ? null : payloadBytes(check.expect));
    const text = message.toString("utf8");
    run.values = { body: text, size: message.length };
    const json = readJson(text);
    run.look = (source, name) => (source === "json" ? json(name) : null);
    run.bodySample = text.slice(0, 4096);
    return check.expect === null ? "A message came." : "The expected message came.";
  }

  fail(fault: Fault): void {
    this.fault ??= fault;
    this.stream.destroy();
    this.wake?.();
  }

  close(): void {
    this.fault ??= new Fault("reset", "The check has closed the connection.");
    // Says goodbye, and does not wait for an answer to it.
    if (this.socket.readyState === WebSocket.OPEN) this.socket.close(1000);
    this.socket.terminate();
    this.stream.destroy();
  }

  private send(): void {
    const { send } = this.check;
    if (send === null) return;
    const bytes = Buffer.from(payloadBytes(send));
    const text = bytes.toString("utf8");
    const isText = Buffer.from(text, "utf8").equals(bytes);
    this.run.transcript.sent(bytes);
    this.socket.send(isText ? text : bytes);
  }

  private take(data: Buffer): void {
    const { run } = this;
    run.bytes += data.length;
    if (run.bytes > MOST_BYTES) {
      this.fail(new Fault("protocol", "It sent more than 1 MB without what was expected."));
      return;
    }
    run.transcript.received(data);
    this.messages.push(data);
    this.wake?.();
  }

  private async awaitMessage(wanted: Uint8Array | null): Promise<Buffer> {
    let last: Buffer | null = null;
    try {
      for (;;) {
        await this.until(() => this.messages.length > 0);
        last = this.messages.shift() ?? null;
        if (last !== null && (wanted === null || findBytes(last, wanted) !== -1)) return last;
      }
    } catch (error) {
      if (last === null || !(error instanceof Fault) || error.outcome === "internal") throw error;
      const shown = last.toString("utf8").slice(0, SHOWN_CHARACTERS);
      const expected = (this.check.expect ?? "").slice(0, SHOWN_CHARACTERS);
      throw new Fault("assertion", `Expected a message with “${expected}”, saw “${shown}”.`);
    }
  }

  /** What has come counts before what has gone wrong since. */
  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.fault !== null) throw this.fault;
      await new Promise<void>((done) => {
        this.wake = done;
      });
    }
  }
}

function looksAtMessage({ assertions }: WebsocketCheck): boolean {
  return assertions.list
    .flatMap((member) => ("list" in member ? member.list : [member]))
    .some(({ source }) => BODY_SOURCES.has(source));
}

/** The library's own complaints are about what the server said. */
function toSocketFault(error: Error): Fault {
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("WS_ERR") || code.startsWith("HPE_")) return new Fault("protocol", error.message);
  if (error.message === "socket hang up")
    return new Fault("reset", "The connection was closed before a complete answer.");
  if (code === "" && !(error instanceof Fault))
    return new Fault("protocol", `The WebSocket handshake failed: ${error.message}.`);
  return toFault(error, "exchange");
}
