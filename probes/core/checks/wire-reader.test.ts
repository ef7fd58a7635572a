import { expect, test } from "vitest";
import type { Wire } from "#probes/core/wire.ts";
import { WireReader } from "./wire-reader.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

/** Gives the pieces one by one, then the end. */
function readerOf(...pieces: string[]): WireReader {
  const rest = pieces.map(encode);
  const wire: Wire = {
    read: async () => rest.shift() ?? null,
    write: async () => undefined,
    startTls: async () => undefined,
    close: () => undefined,
  };
  return new WireReader(wire);
}

test("lines end with CRLF or LF, wherever the pieces are cut", async () => {
  const reader = readerOf("on", "e\r", "\ntwo\n\r\nth", "ree\n");
  expect([await reader.readLine(), await reader.readLine()]).toEqual(["one", "two"]);
  expect([await reader.readLine(), await reader.readLine()]).toEqual(["", "three"]);
  expect(reader.bytes).toBe(17);
  await expect(reader.readLine()).rejects.toMatchObject({ outcome: "reset" });
});

test("a line has its end within the cap", async () => {
  expect(await readerOf("12345678\n").readLine(8)).toBe("12345678");
  await expect(readerOf("123456789\n").readLine(8)).rejects.toMatchObject({ outcome: "protocol" });
  await expect(readerOf("12345", "6789").readLine(8)).rejects.toMatchObject({ outcome: "protocol" });
});

test("a text is found across pieces and what follows it stays", async () => {
  const reader = readerOf("aab", "aabc", "rest");
  expect(decode(await reader.readUntil(encode("aabc"), 100))).toBe("aabaabc");
  expect(decode(await reader.readSome())).toBe("rest");
  expect(await reader.readSome()).toBeNull();
});

test("too much before the text, or an end before it, is a fault that leaves what came", async () => {
  const flooded = readerOf("x".repeat(50), "x".repeat(51));
  await expect(flooded.readUntil(encode("y"), 100)).rejects.toMatchObject({ outcome: "protocol" });
  const ended = readerOf("half");
  await expect(ended.readUntil(encode("halfway"), 100)).rejects.toMatchObject({ outcome: "reset" });
  expect(decode(ended.peek())).toBe("half");
});

test("a number of bytes is waited for", async () => {
  const reader = readerOf("12", "34", "5");
  expect(decode(await reader.readExactly(3))).toBe("123");
  expect(reader.pending).toBe(1);
  await expect(reader.readExactly(3)).rejects.toMatchObject({ outcome: "reset" });
});
