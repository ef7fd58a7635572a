import * as z from "zod";
import { TimeZone } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import type { Role } from "./role.ts";

export const WorkspaceInput = z.strictObject({
  name: nameOf({
    missing: "Give the workspace a name.",
    max: 80,
    tooLong: "A name has 80 characters at most.",
  }),
  timeZone: TimeZone,
});
export type WorkspaceInput = z.infer<typeof WorkspaceInput>;

/** One of those that a person belongs to. */
export type WorkspaceChoice = { id: string; name: string; role: Role; members: number; monitors: number };

export type WorkspaceView = WorkspaceInput & {
  id: string;
  createdAt: number;
  role: Role;
  owners: number;
  members: number;
  monitors: number;
};
