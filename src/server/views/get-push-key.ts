import type { VapidKeys } from "#server/channels/channel.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { KeyRingError } from "#server/runtime/key-ring.ts";

/** What a browser subscribes to. */
export async function getPushKey(deps: {
  vapidKeys: () => Promise<VapidKeys>;
}): Promise<{ publicKey: string }> {
  try {
    const { publicKey } = await deps.vapidKeys();
    return { publicKey };
  } catch (cause) {
    if (!(cause instanceof KeyRingError)) throw cause;
    const message = "This Uptick cannot push yet. Whoever runs it has to set UPTICK_ENCRYPTION_KEYS.";
    throw new AppError("unavailable", message, { cause });
  }
}
