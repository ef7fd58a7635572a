import * as z from "zod";

/** What a member may do in a workspace; each role may do what those before it may. */
export const Role = z.enum(["viewer", "editor", "admin", "owner"]);
export type Role = z.infer<typeof Role>;
