import type { ConfigNotice } from "#contracts/config-plan.ts";
import { findSecretNames } from "../check/find-secret-names.ts";
import { isCredential } from "./align-entry.ts";
import { type ConfigEntry, PART_OF, pathOf } from "./config-entry.ts";
import type { CurrentConfig } from "./current-config.ts";
import { mapReferences } from "./map-references.ts";
import { referenceOf } from "./match-entries.ts";

/** What of a document cannot be: references to nothing, regions and secrets that there are not. */
export function findRefusals(current: CurrentConfig, entries: readonly ConfigEntry[]): ConfigNotice[] {
  const known = new Set(entries.map(referenceOf));
  const secrets = new Set(
    [...entries, ...current.entries.map(({ part }) => part)].flatMap((part) =>
      part.kind === "secret" ? [part.entry.name] : [],
    ),
  );
  return entries.flatMap((part) => [
    ...findDangling(part, known),
    ...(part.kind === "monitor" ? findUnknown(part, { current, secrets }) : []),
    ...(part.kind === "channel" && part.entry.fallback === part.entry.key
      ? [{ path: `${pathOf(part)}.fallback`, message: "A channel cannot stand in for itself." }]
      : []),
  ]);
}

function findDangling(part: ConfigEntry, known: ReadonlySet<string>): ConfigNotice[] {
  const refusals: ConfigNotice[] = [];
  mapReferences(part, (kind, key, path) => {
    if (!known.has(`${kind}/${key}`)) {
      refusals.push({
        path: `${pathOf(part)}.${path}`,
        message: `There is no ${key} under ${PART_OF[kind]}.`,
      });
    }
    return key;
  });
  return refusals;
}

type Monitor = Extract<ConfigEntry, { kind: "monitor" }>;

function findUnknown(
  part: Monitor,
  { current, secrets }: { current: CurrentConfig; secrets: ReadonlySet<string> },
): ConfigNotice[] {
  const regions = (part.entry.regions ?? []).filter((code) => !current.regions.has(code));
  const missing = findSecretNames(part.entry.check).filter((name) => !secrets.has(name));
  return [
    ...regions.map((code) => ({
      path: `${pathOf(part)}.regions`,
      message: `There is no region ${code} here.`,
    })),
    ...missing.map((name) => ({
      path: `${pathOf(part)}.check`,
      message: `The check names the secret ${name}, which is neither here nor under secrets.`,
    })),
  ];
}

/** The environment variables that an entry takes its credentials from, by the field that they are for. */
export function listCredentials(part: ConfigEntry): { field: string; env: string }[] {
  if (part.kind === "secret") return [{ field: "value", env: secretVariable(part.entry.name) }];
  if (part.kind === "statusPage") {
    const { password } = part.entry;
    return password === undefined ? [] : [{ field: "password", env: password.env }];
  }
  if (part.kind !== "channel") return [];
  return Object.entries(part.entry.config).flatMap(([field, value]) =>
    isCredential(value) ? [{ field, env: value.env }] : [],
  );
}

/** Where the value of a check's secret stands on the machine of whoever applies. */
export function secretVariable(name: string): string {
  return `UPTICK_SECRET_${name}`;
}
