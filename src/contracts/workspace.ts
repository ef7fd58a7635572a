import * as z from "zod";
import { TimeZone } from "./maintenance.ts";
import type { Role } from "./role.ts";

export const WorkspaceInput = z.strictObject({
  name: z.string().trim().min(1, "Give the workspace a name.").max(80, "A name has 80 characters at most."),
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
