import { IncomingHookInput, type IncomingHookView, type IncomingKind } from "#contracts/incoming-hook.ts";
import type { Severity } from "#contracts/policy.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";

/** What is in the fields. */
export type HookValues = {
  name: string;
  kind: IncomingKind;
  reach: "everything" | "some";
  monitorIds: string[];
  tags: string[];
  channelIds: string[];
  severity: Severity;
  secret: string;
};

export function valuesOfHook(hook: IncomingHookView | null, defaultChannelIds: string[]): HookValues {
  if (hook === null) {
    return {
      name: "",
      kind: "deploy",
      reach: "everything",
      monitorIds: [],
      tags: [],
      channelIds: defaultChannelIds,
      severity: "normal",
      secret: "",
    };
  }
  const { name, kind, scope, channelIds, severity } = hook;
  return {
    name,
    kind,
    reach: scope.everything ? "everything" : "some",
    monitorIds: scope.monitors.map(({ id }) => id),
    tags: scope.tags,
    channelIds,
    severity,
    secret: "",
  };
}

/** A secret that is stored and left empty stays: it then reads as one that fits. */
export function readHook(values: HookValues, hasSecret: boolean): Read<IncomingHookInput> {
  const { reach, monitorIds, tags, secret, ...rest } = values;
  const everything = reach === "everything";
  const scope = { everything, monitorIds: everything ? [] : monitorIds, tags: everything ? [] : tags };
  const typed = secret.trim();
  const candidate = { ...rest, scope, secret: typed === "" ? null : typed };
  if (typed !== "" || !hasSecret) return readWith(IncomingHookInput, candidate);
  const read = readWith(IncomingHookInput, { ...candidate, secret: "x".repeat(16) });
  return read.kind === "input" ? { kind: "input", input: { ...read.input, secret: null } } : read;
}
