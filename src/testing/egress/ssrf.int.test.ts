import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleEntry, checkoutRoot } from "#testing/rig/bundle-entry.ts";
import { EGRESS_REFUSAL } from "#transport/egress/egress-policy.ts";
import type { StageReport, StageResult } from "./ssrf-stage.ts";

const isLinux = process.platform === "linux";
let report: StageReport;

beforeAll(async () => {
  if (!isLinux) return;
  const stage = await bundleEntry("src/testing/egress/ssrf-stage.ts");
  // The environment's proxy is a canary, too (S87).
  const proxy = "http://127.0.0.1:3128";
  const { stdout, stderr, status } = spawnSync("unshare", ["-nm", process.execPath, stage], {
    cwd: checkoutRoot(),
    encoding: "utf8",
    timeout: 100_000,
    maxBuffer: 32_000_000,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      HTTPS_PROXY: proxy,
      ALL_PROXY: proxy,
    },
  });
  if (status !== 0) {
    throw new Error(
      `This test needs a network and a mount namespace: run it as root, or in a container with CAP_SYS_ADMIN and CAP_NET_ADMIN, with util-linux and iproute2.\n${stderr.slice(-3_000)}`,
    );
  }
  report = JSON.parse(stdout);
}, 110_000);

function rowsOf(...names: string[]): StageResult[] {
  const found = report.results.filter(({ row }) => names.includes(row));
  expect(found.length).toBeGreaterThan(0);
  return found;
}
const brief = ({ row, path, target, outcome, message }: StageResult) => ({
  row,
  path,
  target,
  outcome,
  message,
});
/** Of S40 to S72, those with a literal host that parses. */
const CLOSED = [...range(1, 37), "S39", "S40", "S41", "S42", "S43", "S45", "S47", "S56", "S72"];

describe.runIf(isLinux)("in a network where every address answers", () => {
  test("the canaries hear whoever comes", () => {
    expect(report.heard).toEqual(["10.0.0.1:80", "169.254.169.254:80", "fd00:ec2::254:80"]);
  });

  test("nothing came to an address that is closed, by any way out", () => {
    expect(report.results.filter(({ contacts }) => contacts.length > 0)).toEqual([]);
    expect(report.results.length).toBeGreaterThan(400);
  });

  test("literal addresses in every disguise are blocked, and no runner reports the target as down", () => {
    const rows = rowsOf(...CLOSED).filter(({ outcome }) => outcome !== "absent");
    const wrong = rows.filter(({ path, outcome, message }) =>
      path === "http" || path === "websocket" ? outcome !== "blocked" : outcome === "ok" || message === "",
    );
    // What does not even parse reaches no runner but by SQL, and is nothing that the target did.
    expect(wrong.filter(({ message }) => message !== "Invalid URL").map(brief)).toEqual([]);
  });

  test("S38: the neighbours of closed ranges are open", () => {
    expect(
      rowsOf("S38")
        .filter(({ path, outcome }) => path !== "websocket" && outcome !== "ok")
        .map(brief),
    ).toEqual([]);
  });

  test("S57, S59 to S64, S69: one closed answer of the name server closes the name", () => {
    const rows = rowsOf("S57", "S59", "S60", "S61", "S62", "S63", "S64", "S69");
    const wrong = rows.filter(({ message }) => message !== EGRESS_REFUSAL);
    expect(wrong.map(brief)).toEqual([]);
  });

  test("S65 to S68: what was judged is what is connected to, at every hop and every run", () => {
    expect(rowsOf("S65", "S67").map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok"]);
    expect(rowsOf("S65b", "S66", "S67b", "S68").map(({ outcome }) => outcome)).toEqual(
      Array(4).fill("blocked"),
    );
  });

  test("S70, S71: a name server that fails is a failure of the name, within 5 s", () => {
    expect(
      rowsOf("S70", "S71")
        .filter(({ outcome }) => outcome !== "dns")
        .map(brief),
    ).toEqual([]);
    expect(Math.max(...rowsOf("S70", "S71").map(({ tookMs }) => tookMs))).toBeLessThan(5_500);
  });

  test("S73 to S77: no redirect leads inside or to another scheme", () => {
    const wrong = rowsOf("S73", "S74", "S75", "S76", "S77").filter(
      ({ row, outcome }) => outcome !== "blocked" && !(row === "S75" && outcome === "redirect"),
    );
    expect(wrong.map(brief)).toEqual([]);
  });

  test("S78, S81: another origin gets no credentials and no body", () => {
    expect(JSON.stringify(report.foreign)).not.toContain("S3CRET");
    expect(report.foreign.length).toBeGreaterThan(0);
  });

  test("S79, S80: circles, chains and double answers end", () => {
    expect(rowsOf("S79").map(({ outcome }) => outcome)).toEqual(["redirect", "redirect"]);
    expect(rowsOf("S80").map(({ outcome }) => outcome)).not.toContain("ok");
  });

  test("S82, S87: hints in an answer and the environment's proxy are passed over", () => {
    expect(rowsOf("S82", "S87").map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok"]);
  });

  test("S90, S91: every kind of check is guarded by the same dialer", () => {
    const rows = rowsOf("S90", "S91").filter(({ outcome }) => outcome !== "absent");
    expect(rows.filter(({ outcome }) => outcome !== "blocked").map(brief)).toEqual([]);
    expect(new Set(rows.map(({ path }) => path)).size).toBeGreaterThan(6);
  });

  test("S92: mail servers of channels are guarded", () => {
    expect(
      rowsOf("S92")
        .filter(({ message }) => message !== EGRESS_REFUSAL)
        .map(brief),
    ).toEqual([]);
  });

  test("S96: a tenant cannot tell an open port, a closed one and nobody from each other", () => {
    const rows = rowsOf("S96");
    expect(new Set(rows.map(({ outcome, message }) => `${outcome} ${message}`)).size).toBe(1);
    const times = rows.map(({ tookMs }) => tookMs);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(500);
  });
});

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `S${String(from + index).padStart(2, "0")}`);
}
