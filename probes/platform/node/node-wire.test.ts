import { createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { DEFAULT_TLS } from "#contracts/checks/check-fields.ts";
import { CheckRun } from "#probes/core/checks/check-run.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, listen } from "../../testing/socket-targets.ts";
import { createNodeDial } from "./node-wire.ts";

const dial = createNodeDial({ egress: OPEN_EGRESS });
const runs: CheckRun[] = [];
afterEach(async () => {
  for (const run of runs.splice(0)) run.deadline.clear();
  await closeTargets();
});

async function wireTo(meet: (socket: Socket) => void, timeoutMs = 1000) {
  const port = await listen(
    createServer((socket) => {
      socket.on("error", () => socket.destroy());
      meet(socket);
    }),
  );
  const run = new CheckRun(timeoutMs);
  runs.push(run);
  return dial({ host: "127.0.0.1", port, ipFamily: "any", tls: null }, run.record, run.deadline);
}

test("writing to a connection that the other side has closed counts as its doing", async () => {
  const wire = await wireTo((socket) => socket.end("bye"));
  expect(await wire.read()).toEqual(Buffer.from("bye"));
  expect(await wire.read()).toBeNull();
  await new Promise((done) => setTimeout(done, 30));
  await expect(wire.write("hello")).rejects.toMatchObject({ outcome: "reset" });
  wire.close();
});

test("what came before a reset is still read", async () => {
  const wire = await wireTo((socket) =>
    socket.write("first", () => setTimeout(() => socket.resetAndDestroy(), 30)),
  );
  expect(await wire.read()).toEqual(Buffer.from("first"));
  await expect(wire.read()).rejects.toMatchObject({ outcome: "reset" });
  await expect(wire.read()).rejects.toMatchObject({ outcome: "reset" });
});

test("after a handshake that failed, nothing is waited for", async () => {
  const wire = await wireTo((socket) => socket.once("data", () => socket.write("no TLS here\r\n")));
  await expect(wire.startTls(DEFAULT_TLS)).rejects.toMatchObject({ outcome: "tls" });
  await expect(wire.read()).rejects.toMatchObject({ outcome: "tls" });
  await expect(wire.write("x")).rejects.toMatchObject({ outcome: "tls" });
});

test("the deadline ends a read and a write that nobody takes", async () => {
  const silent = await wireTo(() => undefined, 100);
  await expect(silent.read()).rejects.toMatchObject({ outcome: "timeout" });
  const stuck = await wireTo((socket) => socket.pause(), 200);
  await expect(stuck.write(new Uint8Array(64 * 1024 * 1024))).rejects.toMatchObject({ outcome: "timeout" });
});

test("a server that sends more than is read is held back", async () => {
  let sent = 0;
  const wire = await wireTo((socket) => {
    const more = () => {
      while (!socket.destroyed && sent < 200_000_000) {
        sent += 65_536;
        if (!socket.write(Buffer.alloc(65_536))) break;
      }
    };
    socket.on("drain", more);
    more();
  });
  await wire.read();
  await new Promise((done) => setTimeout(done, 150));
  expect(sent).toBeLessThan(20_000_000);
  wire.close();
});
