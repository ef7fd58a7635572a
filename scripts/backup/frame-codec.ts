import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { BackupError, damaged } from "./backup-error.ts";
import {
  type BackupHeader,
  PREFIX_BYTES,
  packHeader,
  parseHeader,
  readHeaderLength,
} from "./backup-header.ts";
import { ByteQueue } from "./byte-queue.ts";

/** Null: frames are hashed, which finds damage, and not what somebody has changed on purpose. */
export type FrameKey = Buffer | null;

const FRAME_BYTES = 262_144;
const LAST = 0x8000_0000;
const TAG_BYTES = 16;

/**
 * The header, then frames: a word (the payload's length, its top bit on the last frame), the payload, a tag of 16 bytes.
 * The tag is that of AES-256-GCM with the frame's number as nonce, or else a cut SHA-256. It covers the digest of the
 * header, the number and the word: a frame that is changed, moved, left out or put in, and a file that ends early, show.
 */
export async function* sealFrames(
  given: { header: BackupHeader; key: FrameKey },
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const packed = packHeader(given.header);
  const frames = new Frames(given.key, packed);
  yield packed;
  const queue = new ByteQueue();
  for await (const chunk of source) {
    queue.push(chunk);
    // One byte more than a frame is needed before it is known not to be the last.
    while (queue.length > FRAME_BYTES) yield frames.seal(queue.take(FRAME_BYTES), false);
  }
  yield frames.seal(queue.take(queue.length), true);
}

/** `keyOf` is asked once, with what the header says. Every payload that comes out has been checked. */
export async function* openFrames(
  source: AsyncIterable<Uint8Array>,
  keyOf: (header: BackupHeader) => FrameKey,
): AsyncGenerator<Buffer> {
  const queue = new ByteQueue();
  let frames: Frames | null = null;
  for await (const chunk of source) {
    queue.push(chunk);
    frames ??= readHeader(queue, keyOf);
    for (let payload = frames?.takeFrom(queue); payload; payload = frames?.takeFrom(queue)) yield payload;
  }
  if (frames === null || !frames.isOver) throw damaged("it ends too early");
  if (queue.length > 0) throw damaged("something follows its end");
}

function readHeader(queue: ByteQueue, keyOf: (header: BackupHeader) => FrameKey): Frames | null {
  if (queue.length < PREFIX_BYTES) return null;
  const length = readHeaderLength(queue.peek(PREFIX_BYTES));
  if (queue.length < PREFIX_BYTES + length) return null;
  const packed = queue.take(PREFIX_BYTES + length);
  return new Frames(keyOf(parseHeader(packed.subarray(PREFIX_BYTES))), packed);
}

type Frame = { word: number; payload: Buffer; tag: Buffer };

class Frames {
  count = 0;
  isOver = false;
  readonly #key: FrameKey;
  readonly #headerDigest: Buffer;

  constructor(key: FrameKey, packedHeader: Buffer) {
    this.#key = key;
    this.#headerDigest = createHash("sha256").update(packedHeader).digest();
  }

  seal(payload: Buffer, isLast: boolean): Buffer {
    const word = Buffer.alloc(4);
    word.writeUInt32BE((payload.length | (isLast ? LAST : 0)) >>> 0);
    const { nonce, context } = this.#next(word);
    if (this.#key === null) return Buffer.concat([word, payload, hashOf(context, payload)]);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(context);
    return Buffer.concat([word, cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
  }

  /** Null: not all of the next frame is there yet. */
  takeFrom(queue: ByteQueue): Buffer | null {
    if (queue.length < 4) return null;
    if (this.isOver) throw damaged("something follows its end");
    const word = queue.peekUInt32();
    const length = word & ~LAST;
    if (length > FRAME_BYTES) throw damaged(`frame ${this.count} has no sensible length`);
    if (queue.length < 4 + length + TAG_BYTES) return null;
    queue.take(4);
    const payload = this.#open({ word, payload: queue.take(length), tag: queue.take(TAG_BYTES) });
    this.isOver = word >>> 31 === 1;
    return payload;
  }

  #open({ word, payload, tag }: Frame): Buffer {
    const number = this.count;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(word >>> 0);
    const { nonce, context } = this.#next(bytes);
    if (this.#key === null) {
      if (hashOf(context, payload).equals(tag)) return payload;
      throw damaged(`frame ${number} is not what was written`);
    }
    const decipher = createDecipheriv("aes-256-gcm", this.#key, nonce, { authTagLength: TAG_BYTES });
    try {
      return Buffer.concat([decipher.setAAD(context).setAuthTag(tag).update(payload), decipher.final()]);
    } catch (error) {
      if (number > 0) throw damaged(`frame ${number} is not what was written`, { cause: error });
      const why = "The backup does not open: the key is another one, or its beginning is damaged.";
      throw new BackupError("key", why, { cause: error });
    }
  }

  #next(word: Buffer): { nonce: Buffer; context: Buffer } {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(this.count), 4);
    this.count += 1;
    return { nonce, context: Buffer.concat([this.#headerDigest, nonce, word]) };
  }
}

function hashOf(context: Buffer, payload: Buffer): Buffer {
  return createHash("sha256").update(context).update(payload).digest().subarray(0, TAG_BYTES);
}
