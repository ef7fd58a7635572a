import type { ChannelEntry } from "#contracts/config-document.ts";
import type { ConfigNotice } from "#contracts/config-plan.ts";
import { isCredential } from "#domain/config/align-entry.ts";
import { channels } from "./registry.ts";

type Config = ChannelEntry["config"];
type FieldSchema = { safeParse: (value: unknown) => { success: boolean; data?: unknown } };

/** A channel's settings as they would be stored, with what is wrong about them. Secrets must not stand in a document. */
export function normaliseConfig(
  { kind, key, config }: ChannelEntry,
  values: Readonly<Record<string, string>>,
): {
  config: Config;
  refusals: ConfigNotice[];
} {
  const { fields, configSchema } = channels[kind];
  const path = (name: string) => `channels.${key}.config.${name}`;
  const refusals: ConfigNotice[] = Object.keys(config)
    .filter((name) => fields.every((field) => field.name !== name))
    .map((name) => ({ path: path(name), message: `A ${kind} channel has no such field.` }));
  const normal: Config = {};
  for (const field of fields) {
    const given = readGiven(config[field.name], { isSecret: field.kind === "secret", values });
    if (isCredential(given)) normal[field.name] = given;
    else if (field.kind === "secret") {
      if (given === undefined) continue;
      const message =
        "Keep it out of the document: name a variable that holds it, such as { env: OPS_TOKEN }.";
      refusals.push({ path: path(field.name), message });
    } else {
      const value = readField(configSchema, field.name, given);
      if (value !== undefined) normal[field.name] = value;
    }
  }
  return { config: normal, refusals };
}

/** What is no secret is compared by its value, once that is known. */
function readGiven(
  given: Config[string] | undefined,
  { isSecret, values }: { isSecret: boolean; values: Readonly<Record<string, string>> },
): Config[string] | undefined {
  return !isSecret && isCredential(given) ? (values[given.env] ?? given) : given;
}

/** As the field's own schema reads it; what it refuses is left for the channel to refuse, in its words. */
function readField(
  schema: object,
  name: string,
  given: Config[string] | undefined,
): Config[string] | undefined {
  const shape = "shape" in schema ? (schema.shape as Record<string, FieldSchema>) : {};
  const parsed = shape[name]?.safeParse(given);
  if (!parsed?.success) return given;
  return (parsed.data ?? undefined) as Config[string] | undefined;
}
