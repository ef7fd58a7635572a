import { generateVAPIDKeys } from "web-push";
import * as z from "zod";
import type { VapidKeys } from "#server/channels/channel.ts";
import { findInstanceSetting, keepInstanceSetting } from "#server/store/instance-setting-store.ts";
import type { Pool } from "#server/store/prisma.ts";
import { type KeyRing, KeyRingError, openSecret, type SecretPlace, sealSecret } from "./key-ring.ts";

export type VapidSettings = {
  pool: Pool;
  keyRing: KeyRing | null;
  /** Whom a push service may write to: an https: or mailto: address. */
  subject: string;
  /** From the environment; null: this installation makes its own once and keeps it. */
  given: { publicKey: string; privateKey: string } | null;
};

const NAME = "web_push_keys";
const PLACE: SecretPlace = {
  workspaceId: "",
  table: "instance_setting",
  rowId: NAME,
  field: "privateKey",
};
const Stored = z.object({ publicKey: z.string(), privateKey: z.string() });

/** Read once per process. Browsers are subscribed to the public key, so it must never change by itself. */
export function createVapidKeys(settings: VapidSettings): () => Promise<VapidKeys> {
  let known: Promise<VapidKeys> | null = null;
  return () => {
    known ??= readKeys(settings).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** Push services want a way to reach whoever sends. */
export function vapidSubject(appUrl: string, mailFrom: string | null): string {
  if (mailFrom !== null) return `mailto:${mailFrom}`;
  return appUrl.startsWith("https:") ? appUrl : `mailto:uptick@${new URL(appUrl).hostname}`;
}

async function readKeys({ pool, keyRing, subject, given }: VapidSettings): Promise<VapidKeys> {
  if (given !== null) return { ...given, subject };
  if (keyRing === null) {
    throw new KeyRingError(
      "Web push needs UPTICK_ENCRYPTION_KEYS, or its own UPTICK_VAPID_PUBLIC_KEY and UPTICK_VAPID_PRIVATE_KEY.",
    );
  }
  const stored = (await findInstanceSetting(pool, NAME)) ?? (await makeKeys(pool, keyRing));
  const { publicKey, privateKey } = Stored.parse(stored);
  return { publicKey, privateKey: openSecret(keyRing, PLACE, privateKey), subject };
}

function makeKeys(pool: Pool, keyRing: KeyRing): Promise<unknown> {
  const { publicKey, privateKey } = generateVAPIDKeys();
  return keepInstanceSetting(pool, NAME, { publicKey, privateKey: sealSecret(keyRing, PLACE, privateKey) });
}
