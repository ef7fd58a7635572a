import { type KeyRing, KeyRingError, openSecret, sealSecret } from "#server/runtime/key-ring.ts";

type Place = { id: string; workspaceId: string };

type Sealed = Place & { secrets: Record<string, string> };

/** The secrets by field. Never log them, never answer them. */
export function openSecrets(ring: KeyRing | null, channel: Sealed): Record<string, string> {
  return Object.fromEntries(
    Object.entries(channel.secrets).map(([field, envelope]) => [
      field,
      openSecret(required(ring), placeOf(channel, field), envelope),
    ]),
  );
}

/** What is stored of a configuration: the secret fields as envelopes that are bound to this channel, the others as they are. */
export function sealChannelConfig(
  ring: KeyRing | null,
  channel: Place & { config: Record<string, unknown>; secretFields: readonly string[] },
): { config: Record<string, unknown>; secrets: Record<string, string> } {
  const secretNames = new Set(channel.secretFields);
  const given = Object.entries(channel.config).filter(([, value]) => value !== undefined);
  return {
    config: Object.fromEntries(given.filter(([name]) => !secretNames.has(name))),
    secrets: Object.fromEntries(
      given
        .filter(([name]) => secretNames.has(name))
        .map(([name, value]) => [name, sealSecret(required(ring), placeOf(channel, name), String(value))]),
    ),
  };
}

function placeOf({ id, workspaceId }: Place, field: string) {
  return { workspaceId, table: "channel", rowId: id, field } as const;
}

function required(ring: KeyRing | null): KeyRing {
  if (ring) return ring;
  throw new KeyRingError(
    "UPTICK_ENCRYPTION_KEYS is not set, so secrets can be neither encrypted nor opened.",
  );
}
