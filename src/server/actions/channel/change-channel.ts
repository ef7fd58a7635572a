import type { ChannelKind, QuietHours } from "#contracts/channel.ts";
import { hasRole } from "#server/auth/actor.ts";
import { openSecrets } from "#server/channels/channel-secrets.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Send } from "#server/runtime/deps.ts";
import { type KeyRing, KeyRingError } from "#server/runtime/key-ring.ts";
import { listChannelIds, lockChannel, type StoredChannel } from "#server/store/channel-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import type { KnownConfig } from "./read-channel-config.ts";

export type ChannelDeps = ActionDeps & { keyRing: KeyRing | null; send: Send; auth: { appUrl: string } };

/** Locks the caller's channel, after the check of the right to change it, and hands it to `work`. */
export function changeChannel<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, channel: StoredChannel) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const channel = await lockChannel(tx, { workspaceId, id: command.id });
    if (!channel) throw new AppError("not_found", "There is no such channel.");
    return work(tx, channel);
  });
}

/** Secrets cannot be stored without a key, and a form should say so before it fails. */
export function requireKeyRing(deps: Pick<ChannelDeps, "keyRing">): KeyRing {
  if (deps.keyRing) return deps.keyRing;
  throw new AppError(
    "unavailable",
    "This Uptick cannot keep secrets yet. Whoever runs it has to set UPTICK_ENCRYPTION_KEYS.",
  );
}

/** The stored secrets of these fields. That they do not open is for a person to mend, by typing them again. */
export function openStored(
  deps: Pick<ChannelDeps, "keyRing">,
  channel: StoredChannel,
  fields: readonly string[],
): Record<string, string> {
  const wanted = Object.entries(channel.secrets).filter(([field]) => fields.includes(field));
  try {
    return openSecrets(deps.keyRing, { ...channel, secrets: Object.fromEntries(wanted) });
  } catch (cause) {
    if (!(cause instanceof KeyRingError)) throw cause;
    const message = "What is stored does not open with the encryption keys of this Uptick. Enter it again.";
    const fieldErrors = Object.fromEntries(wanted.map(([field]) => [`config.${field}`, [message]]));
    throw new AppError("conflict", message, { cause, fieldErrors });
  }
}

export function knownConfig(deps: Pick<ChannelDeps, "keyRing">, channel: StoredChannel): KnownConfig {
  const secretFields = Object.keys(channel.secrets);
  const open = (fields: readonly string[]) => openStored(deps, channel, fields);
  return { config: channel.config, secretFields, open };
}

export async function requireFallback(
  tx: Tx,
  choice: { workspaceId: string; channelId: string | null; fallbackChannelId: string | null },
): Promise<void> {
  const { workspaceId, channelId, fallbackChannelId } = choice;
  if (fallbackChannelId === null) return;
  const field = { field: "fallbackChannelId" };
  if (fallbackChannelId === channelId) {
    throw new AppError("invalid", "A channel cannot stand in for itself.", field);
  }
  const found = await listChannelIds(tx, { workspaceId, ids: [fallbackChannelId] });
  if (found.length === 0) throw new AppError("invalid", "There is no such channel.", field);
}

/** Problems of Uptick itself say how this installation is built: only who runs it decides who hears of them. */
export function requireOwnersWord({ actor }: Caller, choice: { before: boolean; after: boolean }): void {
  if (choice.before === choice.after || hasRole(actor, "admin")) return;
  throw new AppError("forbidden", "Only admins and owners choose who is told of problems of Uptick itself.", {
    field: "tellsOwners",
  });
}

/** For the audit: which secrets there are, never what they are. */
export function describeChannel(channel: {
  kind: ChannelKind;
  name: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  isDefault: boolean;
  fallbackChannelId: string | null;
  quietHours: QuietHours | null;
  tellsOwners: boolean;
}) {
  const { kind, name, isDefault, fallbackChannelId, quietHours, tellsOwners } = channel;
  const config = JSON.stringify(channel.config);
  return {
    kind,
    name,
    isDefault,
    fallbackChannelId,
    quietHours,
    tellsOwners,
    config,
    secrets: Object.keys(channel.secrets).sort(),
  };
}
