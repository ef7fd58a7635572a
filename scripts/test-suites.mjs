// The suites that report one by one, counted from what their runners write for machines.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runNode } from "./checks.mjs";
import { root } from "./install.mjs";

/** More files than these do not fail because the machine was busy. */
const MOST_FILES_AGAIN = 5;

/** Files with a failure are run once more by themselves: what then passes is listed as unsteady, not as failed. */
export async function runVitest(project) {
  const first = await runFiles(project, []);
  const files = [...new Set(first.failures?.map((text) => text.split(/ › |: /, 1)[0]))];
  if (files.length === 0 || files.length > MOST_FILES_AGAIN || !files.every((file) => existsSync(file))) {
    return first;
  }
  process.stdout.write(`\nOnce more, by themselves: ${files.join(", ")}\n`);
  const second = await runFiles(project, files);
  const mended = first.failures.filter((text) => !second.failures?.some((again) => isSameTest(again, text)));
  const { failed, failures } = second;
  return { passed: first.passed + first.failed - failed, failed, failures, unsteady: mended };
}

function isSameTest(one, other) {
  return one.slice(0, one.lastIndexOf(": ")) === other.slice(0, other.lastIndexOf(": "));
}

async function runFiles(project, files) {
  return withReport(async (report) => {
    const args = [
      "run",
      ...files,
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
    const args = ["test", "--retries=1", "--reporter=list,json"];
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
  const suites = report?.suites ?? [];
  return {
    passed: expected + flaky,
    failed: unexpected,
    failures: listSpecs(suites, "unexpected"),
    unsteady: listSpecs(suites, "flaky"),
  };
}

function listSpecs(suites, wanted) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap((spec) =>
      spec.tests.filter(({ status }) => status === wanted).map((one) => describeSpec(spec, one)),
    ),
    ...listSpecs(inner, wanted),
  ]);
}

function describeSpec({ file, line, title }, { projectName, results }) {
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
