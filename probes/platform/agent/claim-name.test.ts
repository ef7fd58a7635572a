import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimName, isProcessAlive } from "./claim-name.ts";

const TOKEN = "upr_cellar_0123456789";
let folder = "";
let living: Set<number>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uptick-names-"));
  living = new Set([10, 11, 12]);
});
afterEach(() => rmSync(folder, { recursive: true }));

const machine = (pid: number) => ({
  hostname: "shop-1",
  folder,
  pid,
  isAlive: (id: number) => living.has(id),
});

test("agents on one machine have names of their own, and a restart has its name again", () => {
  const first = claimName(TOKEN, machine(10));
  expect(first.name).toBe("shop-1");
  expect(claimName(TOKEN, machine(11)).name).toBe("shop-1-2");
  expect(claimName("upr_other_0123456789", machine(12)).name).toBe("shop-1");
  first.release();
  expect(claimName(TOKEN, machine(12)).name).toBe("shop-1");
});

test("the name of one that was killed is free again, also for the same number in a new container", () => {
  claimName(TOKEN, machine(10));
  living.delete(10);
  expect(claimName(TOKEN, machine(11)).name).toBe("shop-1");
  expect(claimName(TOKEN, machine(11)).name).toBe("shop-1");
});

test("where no file can be kept, the process's number makes the difference", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(claimName(TOKEN, { ...machine(10), folder: file }).name).toBe("shop-1-10");
});

test("a process is alive when it is there", () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(0)).toBe(false);
  expect(isProcessAlive(Number.NaN)).toBe(false);
});
