import { expect, test } from "vitest";
import type { StatusAccess } from "#contracts/status-page.ts";
import { linesOf, problemOfList, readAccess, valuesOfAccess } from "./access-values.ts";

test.each<StatusAccess>([
  { kind: "public" },
  { kind: "password" },
  { kind: "members" },
  { kind: "email", domains: ["example.com"], addresses: ["ada@example.org"] },
  { kind: "network", ranges: ["203.0.113.0/24", "2001:db8::/32"] },
])("access by $kind comes back as it was saved, without a password", (access) => {
  expect(readAccess(valuesOfAccess({ access }))).toEqual({ kind: "input", input: { access } });
});

test("a new password goes along only where one is asked for", () => {
  const values = { ...valuesOfAccess({ access: { kind: "password" } }), password: "correct horse" };
  expect(readAccess(values)).toMatchObject({ input: { password: "correct horse" } });
  expect(readAccess({ ...values, kind: "public" })).not.toHaveProperty("input.password");
  expect(readAccess({ ...values, password: "short" })).toMatchObject({
    kind: "problems",
    problems: { password: "8 characters at least." },
  });
});

test("lists are read however they are separated", () => {
  expect(linesOf(" a.com, b.com;\n\nc.com ")).toEqual(["a.com", "b.com", "c.com"]);
});

test("a problem of a list names the entry", () => {
  const text = "203.0.113.0/24\nnot-an-address";
  const read = readAccess({
    ...valuesOfAccess({ access: { kind: "public" } }),
    kind: "network",
    ranges: text,
  });
  if (read.kind !== "problems") throw new Error("It should not be taken.");
  expect(problemOfList(read.problems, { path: "access.ranges", text })).toMatchObject({
    entry: "not-an-address",
  });
  expect(problemOfList({ "access.ranges": "Name one." }, { path: "access.ranges", text: "" })).toEqual({
    message: "Name one.",
    entry: undefined,
  });
  expect(problemOfList({}, { path: "access.ranges", text })).toBeUndefined();
});
