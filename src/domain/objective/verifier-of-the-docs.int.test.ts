import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { anSlaReport } from "#testing/sla-report-builder.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "uptick-verifier-"));
const verifier = join(folder, "verifier.mjs");
const docs = readFileSync("docs/sla-reports.md", "utf8");
writeFileSync(verifier, /```js verifier\n([\s\S]*?)```/.exec(docs)?.[1] ?? "");
afterAll(() => rmSync(folder, { recursive: true }));

test.each([{}, { counting: "average" as const }, { excludeMaintenance: false, hours: null }])(
  "the verifier in the documentation agrees, and refuses what was changed: %j",
  async (objective) => {
    const report = await anSlaReport(objective);
    const file = join(folder, "report.json");
    writeFileSync(file, JSON.stringify(report, null, 2));
    const { stdout } = await run(process.execPath, [verifier, file]);
    expect(stdout).toBe(`Verified: ${report.result.percent} % of 2026-10\n`);

    const result = { ...report.result, downMs: report.result.downMs - 1 };
    writeFileSync(file, JSON.stringify({ ...report, result }));
    await expect(run(process.execPath, [verifier, file])).rejects.toMatchObject({ code: 1 });
  },
);
