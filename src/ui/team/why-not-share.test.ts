import { expect, test } from "vitest";
import type { Role } from "#contracts/role.ts";
import { type ShareRefusal, whyNotShare } from "./why-not-share.ts";

test.each<{ role: Role; tags: string[]; why: ShareRefusal | null }>([
  { role: "owner", tags: [], why: null },
  { role: "admin", tags: [], why: null },
  { role: "editor", tags: [], why: null },
  { role: "editor", tags: ["shop"], why: "tags" },
  { role: "viewer", tags: [], why: "viewer" },
  { role: "viewer", tags: ["shop"], why: "viewer" },
])("a member who is $role with the tags $tags is kept from what all share by: $why", ({ why, ...member }) => {
  expect(whyNotShare(member)).toBe(why);
});
