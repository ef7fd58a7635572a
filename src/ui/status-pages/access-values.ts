import * as z from "zod";
import { PagePassword, StatusAccess, type StatusPageDetail } from "#contracts/status-page.ts";
import { type Problems, type Read, readWith } from "#ui/forms/read-with.ts";

/** Lists as text, one entry on a line. */
type AccessValues = {
  kind: StatusAccess["kind"];
  password: string;
  domains: string;
  addresses: string;
  ranges: string;
};

const AccessInput = z.strictObject({ access: StatusAccess, password: PagePassword.optional() });
export type AccessInput = z.infer<typeof AccessInput>;

export function valuesOfAccess({ access }: Pick<StatusPageDetail, "access">): AccessValues {
  return {
    kind: access.kind,
    password: "",
    domains: access.kind === "email" ? access.domains.join("\n") : "",
    addresses: access.kind === "email" ? access.addresses.join("\n") : "",
    ranges: access.kind === "network" ? access.ranges.join("\n") : "",
  };
}

/** An empty password keeps the one that there is. */
export function readAccess(values: AccessValues): Read<AccessInput> {
  const { kind, password } = values;
  return readWith(AccessInput, {
    access: accessOf(values),
    ...(kind === "password" && password !== "" && { password }),
  });
}

function accessOf({ kind, domains, addresses, ranges }: AccessValues): StatusAccess {
  if (kind === "email") return { kind, domains: linesOf(domains), addresses: linesOf(addresses) };
  if (kind === "network") return { kind, ranges: linesOf(ranges) };
  return { kind };
}

/** Entries of a list, separated as people do it. */
export function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((line) => line !== "");
}

/** Of a field with several entries: the first problem, with the entry that has it. */
export function problemOfList(
  problems: Problems,
  { path, text }: { path: string; text: string },
): { message: string; entry: string | undefined } | undefined {
  const found = Object.entries(problems).find(([key]) => key === path || key.startsWith(`${path}.`));
  if (found === undefined) return undefined;
  const [key, message] = found;
  const index = Number(key.slice(path.length + 1).split(".")[0]);
  return { message, entry: key === path ? undefined : linesOf(text)[index] };
}
