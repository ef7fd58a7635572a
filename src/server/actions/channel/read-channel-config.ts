import { isDeepStrictEqual } from "node:util";
import type { ChannelConfigInput, ChannelKind } from "#contracts/channel.ts";
import { channels } from "#server/channels/registry.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { EGRESS_REFUSAL, type EgressPolicy } from "#transport/egress/egress-policy.ts";
import { allowsHost, type HostTarget } from "#transport/egress/judge-host.ts";

/** A stored configuration. Only secrets that are needed are opened: one that does not open can be replaced. */
export type KnownConfig = {
  config: Record<string, unknown>;
  secretFields: readonly string[];
  open: (fields: readonly string[]) => Record<string, string>;
};

/**
 * The complete configuration that a form means, checked by its channel. `known` is the stored one: secrets that the
 * form leaves out come from there.
 */
export function readChannelConfig(
  { egress }: { egress: EgressPolicy },
  { kind, input }: { kind: ChannelKind; input: ChannelConfigInput },
  known: KnownConfig | null,
): Record<string, unknown> {
  const { fields, configSchema } = channels[kind];
  const unknown = Object.keys(input).filter((name) => fields.every((field) => field.name !== name));
  if (unknown.length > 0) refuse(unknown.map((name) => [name, "This kind of channel has no such field."]));

  const given = Object.entries(input).filter(([, value]) => value !== null && value !== "");
  const kept = listKeptSecrets(kind, input).filter((name) => known?.secretFields.includes(name));
  if (
    known &&
    kept.length > 0 &&
    isElsewhere(kind, { before: known.config, after: Object.fromEntries(given) })
  ) {
    refuse(kept.map((name) => [name, "The address has changed. Enter this again."]));
  }

  const parsed = configSchema.safeParse({ ...Object.fromEntries(given), ...known?.open(kept) });
  if (!parsed.success) refuse(parsed.error.issues.map(({ path, message }) => [path.join("."), message]));
  const config = parsed.data ?? {};
  const closed = listClosedFields(egress, config);
  if (closed.length > 0) refuse(closed.map((name) => [name, EGRESS_REFUSAL]));
  return config;
}

/** The fields that name an address where this server must not send; names are looked up only when it sends. */
function listClosedFields(egress: EgressPolicy, config: Record<string, unknown>): string[] {
  return Object.keys(config).filter((name) => {
    const target = targetOf(name, config);
    return target !== null && !allowsHost(egress, target);
  });
}

function targetOf(name: string, config: Record<string, unknown>): HostTarget | null {
  const value = config[name];
  if (typeof value !== "string") return null;
  if (name === "host") return { host: value, port: Number(config.port ?? 0), isWeb: false };
  if (!/^https?:/i.test(value) || !URL.canParse(value)) return null;
  const { hostname, port, protocol } = new URL(value);
  return { host: hostname, port: Number(port || (protocol === "https:" ? 443 : 80)), isWeb: true };
}

export function listSecretFields(kind: ChannelKind): string[] {
  return channels[kind].fields.flatMap((field) => (field.kind === "secret" ? [field.name] : []));
}

function listKeptSecrets(kind: ChannelKind, input: ChannelConfigInput): string[] {
  return listSecretFields(kind).filter((name) => input[name] === undefined || input[name] === "");
}

/** A secret that nobody can read must not be sent to where it was not meant for: that would be reading it. */
function isElsewhere(
  kind: ChannelKind,
  { before, after }: { before: Record<string, unknown>; after: Record<string, unknown> },
): boolean {
  return channels[kind].fields
    .filter((field) => field.kind === "url" || field.name === "host")
    .some(({ name }) => !isDeepStrictEqual(trimmed(before[name]), trimmed(after[name])));
}

function trimmed(value: unknown): unknown {
  return typeof value === "string" ? value.trim().replace(/\/+$/, "") : value;
}

function refuse(problems: [name: string, message: string][]): never {
  const fieldErrors: Record<string, string[]> = {};
  for (const [name, message] of problems) {
    const path = name === "" ? "config" : `config.${name}`;
    fieldErrors[path] = [...(fieldErrors[path] ?? []), message];
  }
  throw new AppError("invalid", problems[0]?.[1] ?? "The settings are not right.", { fieldErrors });
}
