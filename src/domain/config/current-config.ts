import type { ConfigKind } from "#contracts/config-plan.ts";
import type { ConfigEntry } from "./config-entry.ts";

/** Whose it is; `applied` is the entry as it was applied last, null while it has not been to its end. */
export type Managed = { source: string; key: string; applied: unknown };

/** What there is, written as an entry: references are ids, `key` is empty, secrets are `{ env: "" }`. */
export type CurrentEntry = {
  id: string;
  part: ConfigEntry;
  managed: Managed | null;
};

export type CurrentConfig = {
  /** In the order in which they were made. */
  entries: readonly CurrentEntry[];
  /** Rows of things that are gone. */
  lost: readonly { kind: ConfigKind; source: string; key: string }[];
  /** Codes of the regions that there are for the workspace. */
  regions: ReadonlySet<string>;
  /** Addresses of its members, in small letters. */
  members: ReadonlySet<string>;
};
