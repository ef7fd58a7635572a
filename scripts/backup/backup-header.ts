import * as z from "zod";
import { damaged } from "./backup-error.ts";

const MAGIC = Buffer.from("UPTICKB1");
const MOST_BYTES = 16_384;
/** What must be read before a length can be known. */
export const PREFIX_BYTES = MAGIC.length + 4;

const Salt = z.base64().min(22).max(44);

/** How the key of the file is made from what the operator keeps; bounded, because it is read before it can be trusted. */
export const KeyDerivation = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("key"), salt: Salt }),
  z.strictObject({
    kind: z.literal("passphrase"),
    salt: Salt,
    cost: z.number().int().min(2).max(1_048_576),
    blockSize: z.number().int().min(1).max(16),
    parallelization: z.number().int().min(1).max(8),
  }),
]);
export type KeyDerivation = z.infer<typeof KeyDerivation>;

/** The one part of a backup that is never encrypted. */
export const BackupHeader = z.strictObject({
  format: z.literal(1),
  compression: z.literal("gzip"),
  encryption: z.strictObject({ cipher: z.literal("aes-256-gcm"), key: KeyDerivation }).nullable(),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/** Magic, length, JSON. */
export function packHeader(header: BackupHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([MAGIC, length, json]);
}

/** How long the header's JSON is, from the first PREFIX_BYTES of a file. */
export function readHeaderLength(prefix: Buffer): number {
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged("it does not begin as one");
  const length = prefix.readUInt32BE(MAGIC.length);
  if (length === 0 || length > MOST_BYTES) throw damaged("its header has no sensible length");
  return length;
}

export function parseHeader(json: Buffer): BackupHeader {
  try {
    return BackupHeader.parse(JSON.parse(json.toString("utf8")));
  } catch (error) {
    throw damaged("its header cannot be read, or a newer Uptick has written it", { cause: error });
  }
}
