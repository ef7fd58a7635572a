import { afterAll, beforeAll, expect, test } from "vitest";
import { hasSecondFactor } from "#server/store/sign-in-store.ts";
import { listUserFactors } from "#server/store/user-store.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { resetSecondFactor } from "./reset-second-factor.ts";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
});
afterAll(() => dashboard.close());

async function aPersonWithEverything(email: string) {
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "owner", email });
  const { userId } = member;
  await db.user.update({
    where: { id: userId },
    data: { totpSecret: "sealed", totpConfirmedAt: new Date(), totpLastStep: 1n, passwordHash: "kept" },
  });
  const codes = ["a", "b", "c"].map((hash) => ({ userId, hash: `${email} ${hash}` }));
  await db.recoveryCode.createMany({ data: codes });
  await db.passkey.create({
    data: {
      ...{ id: `key of ${email}`, userId, publicKey: new Uint8Array([1]), counter: 0n, transports: [] },
      ...{ name: "Phone", backedUp: false },
    },
  });
  return member;
}

const factorsOf = async (email: string) =>
  (await listUserFactors(dashboard.deps.db)).find((user) => user.email === email);

test("removes codes and recovery codes, ends every session, keeps passkeys and password, and says so", async () => {
  const ada = await aPersonWithEverything("ada@example.com");
  await aPersonWithEverything("grace@example.com");
  const asked = { email: " Ada@Example.com", withPasskeys: false };
  expect(await resetSecondFactor(dashboard.deps, asked)).toEqual({
    ...{ email: "ada@example.com", hadCodes: true, recoveryCodes: 3, passkeys: 0, sessions: 1 },
  });
  expect(await factorsOf("ada@example.com")).toMatchObject({
    hasCodes: false,
    recoveryCodes: 0,
    passkeys: 1,
  });
  expect(await factorsOf("grace@example.com")).toMatchObject({
    ...{ hasCodes: true, recoveryCodes: 3, passkeys: 1 },
  });
  const { db } = dashboard.deps;
  expect(await hasSecondFactor(db, ada.userId)).toBe(true);
  const row = await db.user.findUniqueOrThrow({ where: { id: ada.userId } });
  expect(row).toMatchObject({ passwordHash: "kept", totpSecret: null, totpLastStep: null });
  const caller = await dashboard.caller(ada);
  await expect(caller.session.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await db.auditEntry.findMany({ where: { subject: ada.userId } })).toMatchObject([
    {
      ...{ action: "two_factor.reset", workspaceId: null, userId: null, address: "command line" },
      detail: { hadCodes: true, recoveryCodes: 3, passkeys: 0, sessions: 1 },
    },
  ]);
});

test("passkeys go when they are named; a second run finds nothing more", async () => {
  const alan = await aPersonWithEverything("alan@example.com");
  const asked = { email: "alan@example.com", withPasskeys: true };
  expect(await resetSecondFactor(dashboard.deps, asked)).toMatchObject({ hadCodes: true, passkeys: 1 });
  expect(await hasSecondFactor(dashboard.deps.db, alan.userId)).toBe(false);
  expect(await resetSecondFactor(dashboard.deps, asked)).toMatchObject({
    ...{ hadCodes: false, recoveryCodes: 0, passkeys: 0, sessions: 0 },
  });
});

test("nobody's address changes nothing", async () => {
  const asked = { email: "nobody@example.com", withPasskeys: false };
  await expect(resetSecondFactor(dashboard.deps, asked)).rejects.toMatchObject({ code: "not_found" });
});
