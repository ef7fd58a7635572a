import type { ConfigKind } from "#contracts/config-plan.ts";
import type { ConfigPart } from "#domain/config/config-entry.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Caller } from "../caller.ts";
import type { ChannelDeps } from "../channel/change-channel.ts";

export type ConfigDeps = ChannelDeps & { auth: { secret: string; appUrl: string } };

/** What the work on one entry is given. */
export type ApplyContext = {
  deps: ConfigDeps;
  caller: Caller;
  /** The id of what another entry stands for by now. */
  idOf: (kind: ConfigKind, key: string) => string;
  /** Credentials by the variable's name. */
  values: Readonly<Record<string, string>>;
  /** User ids by address. */
  memberIds: ReadonlyMap<string, string>;
};

/** `credentials`: where the document has them. `touches`: whether something at the path has to change. */
export type Wanted<Kind extends ConfigKind> = {
  entry: ConfigPart<Kind>["entry"];
  credentials: readonly { field: string; env: string }[];
  touches: (...paths: string[]) => boolean;
};
export type Existing<Kind extends ConfigKind> = Wanted<Kind> & { id: string };

/**
 * How one kind of thing is made what an entry says. `create` answers as soon as there is something, `settle` does what takes
 * further commands: when that fails, the next run goes on there.
 */
export type Applier<Kind extends ConfigKind> = {
  create: (context: ApplyContext, wanted: Wanted<Kind>) => Promise<string>;
  settle?: (context: ApplyContext, existing: Existing<Kind>) => Promise<void>;
  update: (context: ApplyContext, existing: Existing<Kind>) => Promise<void>;
  remove: (context: ApplyContext, id: string) => Promise<unknown>;
};

/** The given value of a credential; what it is for stands in the sentence when it is missing. */
export function requireValue({ values }: ApplyContext, env: string): string {
  const value = values[env];
  if (value !== undefined) return value;
  throw new AppError("invalid", `${env} is not set. Set it where you apply the document.`);
}
