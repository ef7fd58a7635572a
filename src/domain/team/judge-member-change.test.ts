import { describe, expect, test } from "vitest";
import { Role } from "#contracts/role.ts";
import { judgeMemberChange } from "./judge-member-change.ts";

const ME = "me";
const OTHER = "other";

type Case = { by: Role; of: Role; self?: boolean; becomes: Role | null; owners: number; ok: boolean };

describe("who may change whom", () => {
  test.each<Case & { name: string }>([
    {
      name: "an owner demotes another owner",
      by: "owner",
      of: "owner",
      becomes: "viewer",
      owners: 2,
      ok: true,
    },
    { name: "an owner makes an owner", by: "owner", of: "viewer", becomes: "owner", owners: 1, ok: true },
    { name: "an owner removes an admin", by: "owner", of: "admin", becomes: null, owners: 1, ok: true },
    { name: "an admin changes an admin", by: "admin", of: "admin", becomes: "editor", owners: 1, ok: true },
    { name: "an admin removes a viewer", by: "admin", of: "viewer", becomes: null, owners: 1, ok: true },
    { name: "an admin makes no owner", by: "admin", of: "editor", becomes: "owner", owners: 1, ok: false },
    { name: "an admin demotes no owner", by: "admin", of: "owner", becomes: "viewer", owners: 2, ok: false },
    { name: "an admin removes no owner", by: "admin", of: "owner", becomes: null, owners: 2, ok: false },
    {
      name: "an admin is no owner by their own hand",
      by: "admin",
      of: "admin",
      self: true,
      becomes: "owner",
      owners: 1,
      ok: false,
    },
    { name: "an editor changes nobody", by: "editor", of: "viewer", becomes: "editor", owners: 1, ok: false },
    {
      name: "a viewer does not promote themselves",
      by: "viewer",
      of: "viewer",
      self: true,
      becomes: "admin",
      owners: 1,
      ok: false,
    },
    { name: "a viewer leaves", by: "viewer", of: "viewer", self: true, becomes: null, owners: 1, ok: true },
    {
      name: "an owner beside another leaves",
      by: "owner",
      of: "owner",
      self: true,
      becomes: null,
      owners: 2,
      ok: true,
    },
    {
      name: "the last owner does not leave",
      by: "owner",
      of: "owner",
      self: true,
      becomes: null,
      owners: 1,
      ok: false,
    },
    {
      name: "the last owner does not step down",
      by: "owner",
      of: "owner",
      self: true,
      becomes: "admin",
      owners: 1,
      ok: false,
    },
    {
      name: "the last owner stays an owner",
      by: "owner",
      of: "owner",
      self: true,
      becomes: "owner",
      owners: 1,
      ok: true,
    },
  ])("$name: $ok", ({ by, of, self = false, becomes, owners, ok }) => {
    const target = { userId: self ? ME : OTHER, role: of };
    const refusal = judgeMemberChange({ actor: { userId: ME, role: by }, target, becomes, owners });
    expect(refusal === null).toBe(ok);
  });
});

const everyChange = Role.options.flatMap((by) =>
  Role.options.flatMap((of) =>
    [null, ...Role.options].flatMap((becomes) => [true, false].map((self) => ({ by, of, becomes, self }))),
  ),
);

test("whatever is allowed leaves an owner behind", () => {
  for (const { by, of, becomes, self } of everyChange.filter(
    (change) => !change.self || change.by === change.of,
  )) {
    const owners = new Set([by === "owner" && ME, of === "owner" && (self ? ME : OTHER)]);
    owners.delete(false);
    const before = Math.max(1, owners.size);
    const target = { userId: self ? ME : OTHER, role: of };
    const change = { actor: { userId: ME, role: by }, target, becomes, owners: before };
    if (judgeMemberChange(change) !== null) continue;
    const after = before - Number(of === "owner") + Number(becomes === "owner");
    expect(after, JSON.stringify(change)).toBeGreaterThanOrEqual(1);
  }
});
