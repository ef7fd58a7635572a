import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anSlaReport } from "#testing/sla-report-builder.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "uptick-verify-"));
const tool = join(folder, "verify-report.mjs");
const file = join(folder, "report.json");

beforeAll(async () => {
  await build({
    entryPoints: ["scripts/verify-report/main.ts"],
    outfile: tool,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An installation that knows these digests. */
async function anInstallation(known: readonly string[]) {
  const server = createServer((request, response) => {
    const digest = request.url?.split("/").at(-1) ?? "";
    response
      .setHeader("content-type", "application/json")
      .end(JSON.stringify({ known: known.includes(digest) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

test("a good report is verified without any installation, a changed one is refused with the reasons", async () => {
  const report = await anSlaReport();
  writeFileSync(file, JSON.stringify(report));
  const { stdout } = await run(process.execPath, [tool, file]);
  expect(stdout).toContain(`Verified: Checkout, 2026-10: ${report.result.percent} %`);

  const result = { ...report.result, downMs: report.result.downMs - 1 };
  writeFileSync(file, JSON.stringify({ ...report, result }));
  await expect(run(process.execPath, [tool, file])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("The result does not follow from the days.\nRefused."),
  });
  await expect(run(process.execPath, [tool])).rejects.toMatchObject({ code: 2 });
});

test("an installation that does not know a chain's end refuses it by name", async () => {
  const report = await anSlaReport();
  writeFileSync(file, JSON.stringify(report));
  const anchors = report.monitors.map(({ anchor }) => anchor);
  const [first = ""] = anchors;
  for (const { known, ends } of [
    { known: [report.digest, ...anchors], ends: null },
    { known: [report.digest, first], ends: "does not know the chain of =Bank" },
  ]) {
    const installation = await anInstallation(known);
    const asked = run(process.execPath, [tool, file, "--against", installation.url]);
    if (ends === null) expect((await asked).stdout).toContain("Verified");
    else await expect(asked).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(ends) });
    installation.close();
  }
});
