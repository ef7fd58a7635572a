import { expect, test } from "vitest";
import { Evidence } from "#contracts/tick.ts";
import { Transcript } from "./transcript.ts";

test("each line says who said it, and control characters are shown", () => {
  const transcript = new Transcript();
  transcript.received("220 hi\r\n");
  transcript.sent("EHLO\x07");
  transcript.received(Uint8Array.of(0x61, 0x0a, 0x00, 0xff));
  expect(transcript.text).toBe("< 220 hi\n> EHLO\\x07\n< a\n< \\x00\uFFFD\n");
  expect(transcript.receivedText).toBe("220 hi\na\n\\x00\uFFFD");
});

test("4 KB are kept, and no half of a character at the cut", () => {
  const transcript = new Transcript();
  for (let count = 0; count < 10; count += 1) transcript.received("😀".repeat(1000));
  expect(transcript.text.length).toBeLessThanOrEqual(4096);
  expect(transcript.text).not.toMatch(/\p{Cs}/u);
  expect(Evidence.shape.transcript.parse(transcript.text)).toBe(transcript.text);
});
