import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { redrawPicture } from "./redraw-picture.ts";

const LOGO = { maxEdge: 512, format: "webp" } as const;
const FAVICON = { maxEdge: 64, format: "png" } as const;

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 15, g: 118, b: 110, alpha: 0.5 } } });
const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** ISO/IEC 15948: length, type, data, CRC-32 of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const crc = body.reduce((sum, byte) => (CRC[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8), 0xffffffff);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, check]);
}

const PNG_HEAD = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** A whole PNG whose header promises that many pixels, in a few bytes. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    PNG_HEAD,
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("what is taken is drawn anew", () => {
  test.each(["png", "jpeg", "webp", "gif"] as const)("from %s, no larger than it may be", async (format) => {
    const drawn = await redrawPicture(await canvas(1_200, 300).toFormat(format).toBuffer(), LOGO);
    if (drawn.kind !== "drawn") throw new Error(drawn.why);
    const { width, height, format: after } = await sharp(drawn.bytes).metadata();
    expect([width, height, after, drawn.contentType]).toEqual([512, 128, "webp", "image/webp"]);
  });

  test("a small one stays small, and a favicon is a PNG of 64 pixels at most", async () => {
    const small = await redrawPicture(await canvas(20, 10).png().toBuffer(), LOGO);
    const icon = await redrawPicture(await canvas(300, 300).png().toBuffer(), FAVICON);
    if (small.kind !== "drawn" || icon.kind !== "drawn") throw new Error("refused");
    expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 20, height: 10, hasAlpha: true });
    expect(await sharp(icon.bytes).metadata()).toMatchObject({ width: 64, height: 64, format: "png" });
  });

  test("of what moves, the first frame", async () => {
    const frames = await Promise.all(
      [canvas(8, 8), canvas(8, 8).negate()].map((one) => one.png().toBuffer()),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(2);
    const drawn = await redrawPicture(gif, LOGO);
    if (drawn.kind !== "drawn") throw new Error(drawn.why);
    expect(await sharp(drawn.bytes).metadata()).not.toHaveProperty("pages");
  });

  test("nothing but pixels is kept: no place where it was taken, no comment, no second file behind it", async () => {
    const photo = await canvas(16, 16)
      .jpeg()
      .withExif({ IFD0: { Copyright: "CANARY" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .toBuffer();
    const polyglots = [
      photo,
      Buffer.concat([
        await canvas(16, 16).png().toBuffer(),
        Buffer.from("<script>CANARY()</script>PK\x03\x04"),
      ]),
      Buffer.concat([await canvas(16, 16).gif().toBuffer(), Buffer.from(";<?php CANARY(); ?>")]),
      Buffer.concat([
        PNG_HEAD,
        (await canvas(16, 16).png().toBuffer()).subarray(8, 33),
        chunk("tEXt", Buffer.from("Comment\0<script>CANARY()</script>")),
        (await canvas(16, 16).png().toBuffer()).subarray(33),
      ]),
    ];
    for (const polyglot of polyglots) {
      const drawn = await redrawPicture(polyglot, LOGO);
      if (drawn.kind !== "drawn") throw new Error(drawn.why);
      expect(drawn.bytes.includes("CANARY")).toBe(false);
      expect(await sharp(drawn.bytes).metadata()).not.toHaveProperty("exif");
    }
  });
});

describe("what is refused, with a sentence", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  test.each([
    ["an SVG with a script", Buffer.from(svg), "SVG files can hold scripts"],
    [
      "one behind an XML head",
      Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- x -->\n${svg}`),
      "SVG files can hold scripts",
    ],
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>"), "This is no PNG, JPEG, WebP or GIF."],
    ["a PDF", Buffer.from("%PDF-1.7"), "This is no PNG, JPEG, WebP or GIF."],
    ["a TIFF", Buffer.from("II*\0\x08\0\0\0", "latin1"), "This is no PNG, JPEG, WebP or GIF."],
    ["nothing", Buffer.alloc(0), "This is no PNG, JPEG, WebP or GIF."],
    ["a head without a picture", Buffer.concat([PNG_HEAD, Buffer.from(svg)]), "cannot be read"],
    [
      "a JPEG's head before an SVG",
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(svg)]),
      "cannot be read",
    ],
    ["a RIFF that is no picture", Buffer.from("RIFF\x04\0\0\0WEBP", "latin1"), "cannot be read"],
    ["a header of 30,000 × 30,000", bomb(30_000, 30_000), "4,096 pixels a side at most"],
    ["one that is long and thin", bomb(100_000, 10), "4,096 pixels a side at most"],
    ["2 MB and a byte", Buffer.concat([PNG_HEAD, Buffer.alloc(2_097_145)]), "2 MB at most"],
  ])("%s", async (_name, bytes, why) => {
    expect(await redrawPicture(bytes, LOGO)).toEqual({ kind: "refused", why: expect.stringContaining(why) });
  });

  test("a picture that was cut off, wherever", async () => {
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, n) => (n * 2_654_435_761) >>> 24));
    const whole = sharp(noise, { raw: { width: 64, height: 64, channels: 3 } });
    for (const format of ["png", "jpeg", "webp"] as const) {
      const bytes = await whole.clone().toFormat(format).toBuffer();
      for (const part of [0.2, 0.5, 0.9]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        expect([format, part, (await redrawPicture(cut, LOGO)).kind]).toEqual([format, part, "refused"]);
      }
    }
  });

  test("a header of many pixels costs no memory", async () => {
    const before = process.memoryUsage().rss;
    await Promise.all(Array.from({ length: 20 }, () => redrawPicture(bomb(30_000, 30_000), LOGO)));
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});
