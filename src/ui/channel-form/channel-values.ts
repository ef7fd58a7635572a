import type {
  ChannelConfigInput,
  ChannelField,
  ChannelKindView,
  ChannelView,
  QuietHours,
} from "#contracts/channel.ts";
import { type QuietValues, valuesOfQuietHours } from "./quiet-values.ts";

/** No stand-in. Not "", which a select cannot hold. */
export const NO_FALLBACK = "none";

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type ChannelValues = {
  name: string;
  config: Record<string, string>;
  /** Saved secrets to forget. */
  removed: string[];
  isDefault: boolean;
  allMonitors: boolean;
  fallback: string;
  quiet: QuietValues;
  tellsOwners: boolean;
};

/** The first channel is for everything there is; further ones are for what a person chooses. */
export function newChannelValues(kind: ChannelKindView, isFirst: boolean): ChannelValues {
  return {
    name: kind.label,
    config: Object.fromEntries(kind.fields.map(({ name }) => [name, ""])),
    removed: [],
    isDefault: isFirst,
    allMonitors: isFirst,
    fallback: NO_FALLBACK,
    quiet: valuesOfQuietHours(null),
    tellsOwners: false,
  };
}

export function valuesOfChannel(channel: ChannelView, fields: readonly ChannelField[]): ChannelValues {
  return {
    name: channel.name,
    config: Object.fromEntries(fields.map(({ name }) => [name, textOf(channel.config[name])])),
    removed: [],
    isDefault: channel.isDefault,
    allMonitors: false,
    fallback: channel.fallbackChannelId ?? NO_FALLBACK,
    quiet: valuesOfQuietHours(channel.quietHours),
    tellsOwners: channel.tellsOwners,
  };
}

/** Not validated: the server knows each channel's rules and answers at the field. */
export function configInputOf(
  values: Pick<ChannelValues, "config" | "removed">,
  fields: readonly ChannelField[],
): ChannelConfigInput {
  const config: ChannelConfigInput = {};
  for (const field of fields) {
    const text = values.config[field.name] ?? "";
    if (text.trim() !== "") config[field.name] = field.kind === "number" ? numberOrText(text) : text;
    else if (values.removed.includes(field.name)) config[field.name] = null;
  }
  return config;
}

type ChannelFormField =
  | "name"
  | "fallback"
  | "tellsOwners"
  | `quiet.${Exclude<keyof QuietHours, "exceptCritical">}`
  | `config.${string}`;

/** "config.to.0" is shown at the field "to"; null when no field of the form is meant. */
export function channelFieldOfPath(path: string, fields: readonly ChannelField[]): ChannelFormField | null {
  if (path === "name") return "name";
  if (path === "fallbackChannelId") return "fallback";
  if (path === "tellsOwners") return path;
  const [head, name] = path.split(".");
  if (head === "quietHours" && (name === "from" || name === "to" || name === "zone" || name === "days")) {
    return `quiet.${name}`;
  }
  const known = head === "config" && fields.some((field) => field.name === name);
  return known ? `config.${name}` : null;
}

function textOf(value: string | number | string[] | undefined): string {
  if (value === undefined) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function numberOrText(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
