import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { CLI_SECRETS, type CliWorld, openCliWorld } from "#testing/cli-world.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

const stage = vi.hoisted(() => ({ deps: undefined as unknown }));
vi.mock("#server/trpc/app-deps.ts", () => ({ appDeps: () => stage.deps }));

let dashboard: Dashboard;
let world: CliWorld;

beforeAll(async () => {
  dashboard = await createDashboard();
  stage.deps = dashboard.deps;
  world = await openCliWorld(dashboard);
});
afterAll(async () => {
  await world?.close();
  await dashboard?.close();
});

const DOCUMENTS = ["README.md", "docs/cli.md", "docs/import.md", "docs/monitoring-as-code.md"];

test("every command and option that a document shows is known", async () => {
  const texts = await Promise.all(DOCUMENTS.map((file) => readFile(file, "utf8")));
  const calls = texts.flatMap((text) =>
    [...text.matchAll(/(?:^|`|&& )(?:uptick|node uptick\.mjs) ([a-z]+)([^`\n]*)/gm)].map(
      ([, verb = "", rest = ""]) => ({ verb, options: rest.match(/(?<=\s)--?[a-z][\w-]*/g) ?? [] }),
    ),
  );
  expect(calls.length).toBeGreaterThan(5);
  for (const { verb, options } of calls) {
    const { stdout } = await world.uptick([verb, "--help"]);
    expect(stdout).toMatch(new RegExp(`^Usage: uptick ${verb}\\b`));
    expect(options.filter((option) => !stdout.includes(option))).toEqual([]);
  }
});

type Job = { steps: { run?: string }[] };

test("the example for GitHub plans, applies, and plans again without anything to do", async () => {
  const file = "deploy/github-action/uptick.yaml";
  const { jobs }: { jobs: Record<"plan" | "apply", Job> } = parse(await readFile(file, "utf8"));
  const first = await runJob(jobs.plan);
  expect(first).toMatchObject({ codes: [0, 0], summary: expect.stringContaining("+ monitors.shop") });
  expect(await dashboard.deps.db.monitor.count()).toBe(0);
  expect((await runJob(jobs.apply)).codes).toEqual([0, 0]);
  expect(await dashboard.deps.db.monitor.count()).toBe(1);
  expect((await runJob(jobs.plan)).summary).toContain("No changes.");

  await writeFile(join(world.folder, "uptick.yaml"), "version: 2\n");
  const wrong = await runJob(jobs.plan);
  expect(wrong).toMatchObject({
    codes: [0, 1],
    summary: expect.stringContaining("uptick.yaml is not right"),
  });
});

async function runJob({ steps }: Job): Promise<{ codes: number[]; summary: string }> {
  const summary = join(world.folder, "summary.md");
  await writeFile(summary, "");
  const env = {
    ...CLI_SECRETS,
    UPTICK_URL: world.url,
    UPTICK_API_KEY: world.apiKey,
    RUNNER_TEMP: world.folder,
    GITHUB_STEP_SUMMARY: summary,
  };
  const codes: number[] = [];
  for (const { run } of steps) if (run !== undefined) codes.push((await world.runStep(run, env)).code);
  return { codes, summary: await readFile(summary, "utf8") };
}
