import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";

export type BareCheck = { ok: boolean; connectMs: number; ttfbMs: number; totalMs: number };
type Checked = (check: BareCheck) => void;

type Running = { startedAt: number; connectedAt: number; firstByteAt: number; ok: boolean; done: Checked };
const running = new WeakMap<Socket, Running>();
const OK_START = Buffer.from("HTTP/1.1 200");

/** The least that a valid check can do in Node: a fresh socket, one GET, phases timed, the body drained. */
export function bareCheck(target: { port: number; id: number }, done: Checked): void {
  const socket = connect({ host: "127.0.0.1", port: target.port, noDelay: true });
  running.set(socket, { startedAt: performance.now(), connectedAt: 0, firstByteAt: 0, ok: false, done });
  socket.on("connect", sayConnected);
  socket.on("data", hearData);
  socket.on("close", finish);
  socket.on("error", drop);
  socket.write(`GET /m/${target.id} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
}

function sayConnected(this: Socket): void {
  const check = running.get(this);
  if (check) check.connectedAt = performance.now();
}

function hearData(this: Socket, chunk: Buffer): void {
  const check = running.get(this);
  if (check?.firstByteAt !== 0) return;
  check.firstByteAt = performance.now();
  check.ok = OK_START.compare(chunk, 0, OK_START.length) === 0;
}

function drop(this: Socket): void {
  this.destroy();
}

function finish(this: Socket): void {
  const check = running.get(this);
  if (!check) return;
  running.delete(this);
  check.done({
    ok: check.ok,
    connectMs: check.connectedAt - check.startedAt,
    ttfbMs: check.firstByteAt - check.startedAt,
    totalMs: performance.now() - check.startedAt,
  });
}
