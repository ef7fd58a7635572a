// The suites that report one by one, counted from what their runners write for machines.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
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
    if (code === 0 || counted.failed > 0) return counted;
    return { ...counted, failed: 1, failures: [`The runner ended with code ${code}.`] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countVitest(report) {
  const files = report?.testResults ?? [];
  const failures = files.flatMap(({ name, status, message, assertionResults }) => {
    const path = relative(root, name);
    if (status === "failed" && assertionResults.length === 0) return [`${path}: ${firstLine(message)}`];
    return assertionResults
      .filter((one) => one.status === "failed")
      .map((one) => `${path} › ${one.fullName}: ${firstLine(one.failureMessages[0])}`);
  });
  return { passed: report?.numPassedTests ?? 0, failed: failures.length, failures };
}

function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return { passed: expected, failed: unexpected + flaky, failures: listSpecs(report?.suites ?? []) };
}

function listSpecs(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter((spec) => !spec.ok)
      .flatMap((spec) => spec.tests.map((one) => describeSpec(spec, one)))
      .filter(Boolean),
    ...listSpecs(inner),
  ]);
}

function describeSpec({ file, line, title }, { projectName, status, results }) {
  if (status === "expected" || status === "skipped") return null;
  const error = results.find((result) => result.error)?.error?.message;
  return `[${projectName}] ${file}:${line} › ${title}: ${firstLine(error)}`;
}

function firstLine(text) {
  return stripVTControlCharacters(text ?? "no message").split("\n", 1)[0];
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
