import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { BackupHeader } from "./backup-header.ts";
import { type BackupSecret, deriveKey, newDerivation } from "./backup-key.ts";
import { openFrames, sealFrames } from "./frame-codec.ts";

const KEY: BackupSecret = { kind: "key", bytes: randomBytes(32) };
const OTHER: BackupSecret = { kind: "key", bytes: randomBytes(32) };
const PLAIN: BackupHeader = { format: 1, compression: "gzip", encryption: null };

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function seal(content: Buffer, secret: BackupSecret | null): Promise<Buffer> {
  const derivation = secret === null ? null : newDerivation(secret);
  const header: BackupHeader =
    derivation === null ? PLAIN : { ...PLAIN, encryption: { cipher: "aes-256-gcm", key: derivation } };
  const key = derivation === null ? null : deriveKey(derivation, secret);
  return collect(sealFrames({ header, key }, inPieces(content, 100_000)));
}

function open(file: Buffer, secret: BackupSecret | null, pieceBytes = 65_536): Promise<Buffer> {
  const keyOf = ({ encryption }: BackupHeader) =>
    encryption === null ? null : deriveKey(encryption.key, secret);
  return collect(openFrames(inPieces(file, pieceBytes), keyOf));
}

/** Where each frame begins, and the end. */
function framesOf(file: Buffer): number[] {
  const starts: number[] = [];
  for (let at = 12 + file.readUInt32BE(8); at < file.length; at += 20 + (file.readUInt32BE(at) & 0x7fff_ffff))
    starts.push(at);
  return [...starts, file.length];
}

test.each([
  { name: "nothing at all", bytes: 0 },
  { name: "one byte", bytes: 1 },
  { name: "exactly one frame", bytes: 262_144 },
  { name: "a byte more than two frames", bytes: 524_289 },
])("$name comes out as it went in, sealed or not, whatever pieces it is read in", async ({ bytes }) => {
  const content = randomBytes(bytes);
  for (const secret of [null, KEY]) {
    const file = await seal(content, secret);
    for (const size of [7_919, 262_144, 1_000_000]) {
      expect((await open(file, secret, size)).equals(content)).toBe(true);
    }
  }
});

test("a passphrase opens what it has sealed, another one does not", async () => {
  const file = await seal(Buffer.from("rows"), { kind: "passphrase", text: "correct horse battery" });
  expect(String(await open(file, { kind: "passphrase", text: "correct horse battery" }))).toBe("rows");
  await expect(open(file, { kind: "passphrase", text: "correct horse batterz" })).rejects.toThrow(
    "key is another",
  );
  await expect(open(file, null)).rejects.toThrow("UPTICK_BACKUP_PASSPHRASE");
  await expect(open(file, KEY)).rejects.toThrow("UPTICK_BACKUP_PASSPHRASE");
}, 60_000);

test("another key opens nothing", async () => {
  await expect(open(await seal(Buffer.from("rows"), KEY), OTHER)).rejects.toThrow("key is another");
});

test("two files of the same content and key have nothing in common", async () => {
  const content = Buffer.alloc(100_000);
  const [one, two] = [await seal(content, KEY), await seal(content, KEY)];
  const start = framesOf(one)[0] ?? 0;
  expect(one.subarray(start, start + 64).equals(two.subarray(start, start + 64))).toBe(false);
});

test.each([
  { name: "hashed", secret: null },
  { name: "encrypted", secret: KEY },
])("a bit that is changed anywhere in a $name file is found", async ({ secret }) => {
  const file = await seal(randomBytes(300_000), secret);
  const places = Array.from({ length: 60 }, (_, n) => Math.floor((n * (file.length - 1)) / 59));
  for (const place of places) {
    const changed = Buffer.from(file);
    changed[place] = (changed[place] ?? 0) ^ 0x01;
    await expect(open(changed, secret), `byte ${place}`).rejects.toThrow();
  }
});

test.each([
  { name: "hashed", secret: null },
  { name: "encrypted", secret: KEY },
])("frames of a $name file cannot change places, go missing or come twice", async ({ secret }) => {
  const file = await seal(randomBytes(900_000), secret);
  const at = framesOf(file);
  const part = (n: number) => file.subarray(at[n], at[n + 1]);
  const head = file.subarray(0, at[0]);
  const forged = {
    swapped: [head, part(1), part(0), part(2), part(3)],
    missing: [head, part(0), part(2), part(3)],
    twice: [head, part(0), part(0), part(1), part(2), part(3)],
    "cut off between two frames": [head, part(0), part(1), part(2)],
    "cut off in a frame": [file.subarray(0, file.length - 5)],
    "with more at its end": [file, Buffer.from("x")],
    "ended by its own last frame": [head, part(3)],
  };
  for (const [how, parts] of Object.entries(forged)) {
    await expect(open(Buffer.concat(parts), secret), how).rejects.toThrow();
  }
  expect((await open(Buffer.concat([head, part(0), part(1), part(2), part(3)]), secret)).length).toBe(
    900_000,
  );
});

test("a frame of another file under the same key does not fit", async () => {
  const [one, two] = [await seal(randomBytes(300_000), KEY), await seal(randomBytes(300_000), KEY)];
  const at = framesOf(one);
  const mixed = Buffer.concat([one.subarray(0, at[1]), two.subarray(at[1])]);
  await expect(open(mixed, KEY)).rejects.toThrow("frame 1");
});

test("what is no backup is refused by its first bytes", async () => {
  await expect(open(Buffer.from("PGDMP and so on and so on"), null)).rejects.toThrow("does not begin as one");
  await expect(open(Buffer.alloc(0), null)).rejects.toThrow("ends too early");
});
