import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import {
  consumeOneTimeToken,
  findOneTimeToken,
  issueOneTimeToken,
  type TokenDeps,
  voidOneTimeTokens,
} from "./one-time-token.ts";

const noon = new Date("2026-11-21T12:00:00Z");
const MINUTE_MS = 60_000;

let dashboard: Dashboard;
let userId: string;
beforeAll(async () => {
  dashboard = await createDashboard();
  ({ userId } = await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());

function at(minutes: number): TokenDeps {
  return { db: dashboard.deps.db, now: () => new Date(noon.getTime() + minutes * MINUTE_MS) };
}

test("of twenty who come with the same token at once, one gets it", async () => {
  const token = await issueOneTimeToken(at(0), { kind: "magic_link", userId, data: { next: "/monitors" } });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => consumeOneTimeToken(at(1), { kind: "magic_link", token })),
  );
  expect(answers.filter((answer) => answer !== null)).toEqual([
    { userId, email: null, data: { next: "/monitors" } },
  ]);
  expect(await findOneTimeToken(at(1), { kind: "magic_link", token })).toBeNull();
});

test("looking at a token does not use it up", async () => {
  const token = await issueOneTimeToken(at(0), { kind: "password_reset", userId });
  for (let n = 0; n < 3; n += 1) {
    expect(await findOneTimeToken(at(1), { kind: "password_reset", token })).toMatchObject({ userId });
  }
  expect(await consumeOneTimeToken(at(2), { kind: "password_reset", token })).toMatchObject({ userId });
});

test("a token is worth nothing after its time, for another purpose, or changed", async () => {
  const token = await issueOneTimeToken(at(0), { kind: "magic_link", email: "ada@example.com" });
  expect(await consumeOneTimeToken(at(15), { kind: "magic_link", token })).toBeNull();
  expect(await consumeOneTimeToken(at(1), { kind: "password_reset", token })).toBeNull();
  for (const wrong of ["", "x".repeat(43), `${token}x`, token.slice(1), "' OR 1=1 --", "%00"]) {
    expect(await consumeOneTimeToken(at(1), { kind: "magic_link", token: wrong })).toBeNull();
  }
  expect(await consumeOneTimeToken(at(14), { kind: "magic_link", token })).not.toBeNull();
});

test("tokens can be made worthless, by user or by address, without touching others", async () => {
  const mine = await issueOneTimeToken(at(0), { kind: "password_reset", userId });
  const sent = await issueOneTimeToken(at(0), { kind: "magic_link", email: "a@example.com" });
  const other = await issueOneTimeToken(at(0), { kind: "magic_link", email: "b@example.com" });
  await voidOneTimeTokens(at(1), { kind: "password_reset", userId });
  await voidOneTimeTokens(at(1), { kind: "magic_link", email: "a@example.com" });
  expect(await findOneTimeToken(at(1), { kind: "password_reset", token: mine })).toBeNull();
  expect(await findOneTimeToken(at(1), { kind: "magic_link", token: sent })).toBeNull();
  expect(await findOneTimeToken(at(1), { kind: "magic_link", token: other })).not.toBeNull();
});

test("the table holds hashes only, and forgets what expired a day ago", async () => {
  const token = await issueOneTimeToken(at(0), { kind: "email_change", userId });
  const rows = await dashboard.deps.db.oneTimeToken.findMany();
  expect(JSON.stringify(rows)).not.toContain(token);
  await issueOneTimeToken(at(60 + 24 * 60 + 1), { kind: "email_change", userId });
  expect(await dashboard.deps.db.oneTimeToken.count({ where: { kind: "email_change" } })).toBe(1);
});
