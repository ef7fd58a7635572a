// The suites that report one by one, counted from what their runners write for machines.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "./checks.mjs";
import { root } from "./install.mjs";

export async function runVitest(project) {
  return withReport(async (report) => {
    const args = [
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ];
    return runNode([join(root, "node_modules/vitest/vitest.mjs"), ...args], { live: true });
  }, countVitest);
}

export async function runPlaywright() {
  return withReport(async (report) => {
    const args = ["test", "--reporter=list,json"];
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    return runNode([join(root, "node_modules/playwright/cli.js"), ...args], { live: true, env });
  }, countPlaywright);
}

async function withReport(run, count) {
  const folder = mkdtempSync(join(tmpdir(), "uptick-report-"));
  const report = join(folder, "report.json");
  try {
    const { code } = await run(report);
    const counted = count(readJson(report));
    // A runner that failed without a failed test (an error outside of tests, no report) is one failure.
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countVitest(report) {
  const files = report?.testResults ?? [];
  const broken = files.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return { passed: report?.numPassedTests ?? 0, failed: (report?.numFailedTests ?? 0) + broken };
}

function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return { passed: expected, failed: unexpected + flaky };
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
