import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type KeyRing = { current: string; keys: ReadonlyMap<string, Buffer> };

/** Where a secret belongs. Its ciphertext opens nowhere else. */
export type SecretPlace = {
  workspaceId: string;
  table: "channel" | "incoming_hook" | "instance_setting" | "secret" | "user";
  rowId: string;
  field: string;
};

export class KeyRingError extends Error {
  override readonly name = "KeyRingError";
}

/** `id:base64,id:base64`: the first key encrypts, all of them decrypt, so that keys can be changed without a stop. */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(",").map((part) => part.trim())) {
    const [, id, base64] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+=*)$/.exec(entry) ?? [];
    const key = Buffer.from(base64 ?? "", "base64");
    if (id === undefined || key.length !== KEY_BYTES) {
      throw new KeyRingError("An encryption key is written id:base64 and has 32 bytes.");
    }
    if (keys.has(id)) throw new KeyRingError(`The encryption key ${id} is there twice.`);
    keys.set(id, key);
  }
  const [current] = keys.keys();
  if (current === undefined) throw new KeyRingError("There is no encryption key.");
  return { current, keys };
}

/** `v1.<key id>.<nonce>.<ciphertext and tag>` */
export function sealSecret(ring: KeyRing, place: SecretPlace, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(ring, ring.current), nonce).setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return ["v1", ring.current, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

export function openSecret(ring: KeyRing, place: SecretPlace, envelope: string): string {
  const [version, keyId = "", nonce = "", sealedText = "", ...rest] = envelope.split(".");
  const sealed = Buffer.from(sealedText, "base64url");
  if (version !== "v1" || rest.length > 0 || sealed.length < TAG_BYTES) {
    throw new KeyRingError("A stored secret is damaged.");
  }
  const key = keyOf(ring, keyId);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, "base64url"), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(place)).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
      "utf8",
    );
  } catch (cause) {
    throw new KeyRingError("A stored secret does not open: it is damaged or belongs to another row.", {
      cause,
    });
  }
}

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw new KeyRingError(`UPTICK_ENCRYPTION_KEYS has no key ${id}.`);
  return key;
}

function boundTo({ workspaceId, table, rowId, field }: SecretPlace): Buffer {
  return Buffer.from([workspaceId, table, rowId, field].join("|"), "utf8");
}
