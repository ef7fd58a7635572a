import { randomBytes } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Evidence, type Outcome } from "#contracts/tick.ts";
import type { Observation } from "#probes/core/ports.ts";
import { closeTargets, listen } from "./socket-targets.ts";

const TIMEOUT_MS = 300;
/** For the machine that runs the tests beside others. */
const SLACK_MS = 2500;
const MOST_READ_BYTES = 4 * 1024 * 1024;

export type Misbehaviour =
  | "refuses the connection"
  | "says nothing"
  | "sends garbage"
  | "sends garbage for ever"
  | "drips a byte at a time"
  | "hangs up at once"
  | "resets the connection";

const SERVERS: Record<Exclude<Misbehaviour, "refuses the connection">, (socket: Socket) => void> = {
  "says nothing": () => undefined,
  "sends garbage": (socket) => void socket.write(randomBytes(2048)),
  "sends garbage for ever": flood,
  "drips a byte at a time": drip,
  "hangs up at once": (socket) => void socket.end(),
  "resets the connection": (socket) => void socket.resetAndDestroy(),
};

export type Subject = {
  /** A check of a server on 127.0.0.1 at this port. */
  run: (port: number, timeoutMs: number) => Promise<Observation>;
  /** Which outcomes are right; a misbehaviour that is not named is not tried. */
  outcomes: Partial<Record<Misbehaviour, readonly Outcome[]>>;
};

/** Declares a test per misbehaviour: the outcome is right, it comes in time, little is read and no socket stays open. */
export function describeMisbehaving(kind: string, { run, outcomes }: Subject): void {
  describe(`a server that ${kind} meets`, () => {
    afterEach(closeTargets);
    const cases = Object.entries(outcomes).map(([name, right]) => ({ name: name as Misbehaviour, right }));

    test.each(cases)("$name", async ({ name, right }) => {
      const { port, open, served } = await misbehave(name);
      const from = performance.now();
      const seen = await run(port, TIMEOUT_MS);
      expect(right).toContain(seen.outcome);
      expect(performance.now() - from).toBeLessThan(TIMEOUT_MS + SLACK_MS);
      expect(seen.bytes).toBeLessThan(MOST_READ_BYTES);
      expect(Evidence.parse(seen.evidence()).message).not.toBe("");
      if (name !== "refuses the connection") expect(served()).toBeGreaterThan(0);
      await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 5000 });
    });
  });
}

async function misbehave(name: Misbehaviour) {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    count += 1;
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    // What is not read keeps the end of the connection from being seen.
    socket.resume();
    if (name !== "refuses the connection") SERVERS[name](socket);
  });
  const port = await listen(server);
  if (name === "refuses the connection") await new Promise((done) => server.close(done));
  return { port, open, served: () => count };
}

function flood(socket: Socket): void {
  const chunk = randomBytes(65_536).map((byte) => (byte === 10 ? 11 : byte));
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", more);
  more();
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write("x"), 20);
  socket.once("close", () => clearInterval(timer));
}
