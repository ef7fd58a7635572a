import { createServer, type Socket } from "node:net";
import { appendArrival, emptyArrivalLog } from "./arrival-log.ts";
import { answerControl, type TargetState } from "./control.ts";

const CHECK_PREFIX = Buffer.from("GET /m/");
const HEAD_END = "\r\n\r\n";
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const OK_CLOSE = response({ status: 200, close: true, body: Buffer.from("ok\n") });
const OK_KEEP = response({ status: 200, close: false, body: Buffer.from("ok\n") });

const state: TargetState = { log: emptyArrivalLog(), behaviours: new Map(), hooks: [] };
const halves = new WeakMap<Socket, Buffer>();

const server = createServer({ noDelay: true }, accept);
server.listen({ port: Number(process.env.TARGET_PORT ?? 0), host: "0.0.0.0", backlog: 4096 }, announce);

function announce(): void {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The target has no port.");
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
}

function accept(socket: Socket): void {
  socket.on("data", receive);
  socket.on("error", drop);
}

function drop(this: Socket): void {
  this.destroy();
}

function receive(this: Socket, chunk: Buffer): void {
  const half = halves.get(this);
  const whole = half === undefined ? chunk : Buffer.concat([half, chunk]);
  if (isCheck(whole)) answerCheck(this, whole);
  else if (isComplete(whole)) answerOther(this, whole);
  else {
    halves.set(this, whole);
    return;
  }
  if (half !== undefined) halves.delete(this);
}

/** The one hot path: a whole GET of a check in one chunk, as every prober sends it. */
function isCheck(chunk: Buffer): boolean {
  const end = chunk.length;
  return (
    end > CHECK_PREFIX.length + 4 &&
    chunk[5] === CHECK_PREFIX[5] &&
    CHECK_PREFIX.compare(chunk, 0, CHECK_PREFIX.length) === 0 &&
    chunk[end - 4] === 13 &&
    chunk[end - 1] === 10
  );
}

function answerCheck(socket: Socket, chunk: Buffer): void {
  const id = digitsAt(chunk, CHECK_PREFIX.length);
  appendArrival(state.log, id);
  const close = chunk.includes("onnection: close", CHECK_PREFIX.length, "latin1");
  const behaviour = state.behaviours.size === 0 ? undefined : state.behaviours.get(id);
  if (behaviour === undefined) {
    send(socket, close ? OK_CLOSE : OK_KEEP, close);
    return;
  }
  const answer = response({ status: behaviour.status, close, body: Buffer.from("scripted\n") });
  setTimeout(() => send(socket, answer, close), behaviour.delayMs);
}

function answerOther(socket: Socket, whole: Buffer): void {
  const text = whole.toString("utf8");
  const path = text.split(" ", 2)[1] ?? "";
  const body = text.slice(text.indexOf(HEAD_END) + HEAD_END.length);
  const reply = answerControl(state, path, body);
  const status = reply === null ? 404 : 200;
  const content = reply?.body ?? Buffer.from("no such path\n");
  send(socket, response({ status, close: true, body: content, type: reply?.type }), true);
}

function send(socket: Socket, answer: Buffer, close: boolean): void {
  socket.write(answer);
  if (!close) return;
  // Closing says all that a shutdown before it would say, for one system call less.
  if (socket.writableLength === 0) socket.destroy();
  else socket.end();
}

function digitsAt(chunk: Buffer, start: number): number {
  let value = 0;
  for (let at = start; at < chunk.length; at += 1) {
    const digit = chunk[at] ?? 0;
    if (digit < DIGIT_0 || digit > DIGIT_9) break;
    value = value * 10 + digit - DIGIT_0;
  }
  return value;
}

function isComplete(whole: Buffer): boolean {
  const end = whole.indexOf(HEAD_END);
  if (end < 0) return false;
  const length = /content-length: *(\d+)/i.exec(whole.toString("latin1", 0, end));
  return whole.length >= end + HEAD_END.length + Number(length?.[1] ?? 0);
}

function response(given: { status: number; close: boolean; body: Buffer; type?: string }): Buffer {
  const head = [
    `HTTP/1.1 ${given.status} ${given.status === 200 ? "OK" : "Scripted"}`,
    `Content-Type: ${given.type ?? "text/plain"}`,
    `Content-Length: ${given.body.length}`,
    `Connection: ${given.close ? "close" : "keep-alive"}`,
  ].join("\r\n");
  return Buffer.concat([Buffer.from(head + HEAD_END), given.body]);
}
