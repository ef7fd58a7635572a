import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SNIPPETS, snippetOf } from "./list-snippets.ts";

const url = "https://uptick.example/api/heartbeat/AAAAAAAAAAAAAAAAAAAAAA";
const timing = { type: "cron" as const, expression: "15 2 * * 1-5", zone: "Europe/Berlin" };

describe.each(SNIPPETS)("%s", (kind) => {
  const text = snippetOf(kind, { url, timing });

  test("has the address, tells the start, and nothing is left to fill in", () => {
    expect(text).toContain(url);
    expect(text).toContain("/start");
    expect(text).not.toMatch(/undefined|\[object/);
  });
});

test.each(["crontab", "kubernetes", "github"] as const)("%s runs when the monitor expects it", (kind) => {
  expect(snippetOf(kind, { url, timing })).toContain(timing.expression);
});

/** The shell's part is run with a `curl` that writes down what it was asked for. */
function runShell(script: string, job: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "snippet-"));
  try {
    const calls = join(folder, "calls");
    writeFileSync(join(folder, "curl"), `#!/bin/sh\nfor last; do :; done\necho "$last" >> ${calls}\n`, {
      mode: 0o755,
    });
    writeFileSync(join(folder, "job"), job, { mode: 0o755 });
    const text = script.replaceAll("/usr/local/bin/backup.sh", join(folder, "job"));
    const env = { ...process.env, PATH: `${folder}:/usr/bin:/bin` };
    return execFileSync("/bin/sh", ["-c", `(${text}\n) || true; cat ${calls}`], { env, encoding: "utf8" })
      .trim()
      .split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([0, 3])("crontab's line tells the exit code %i of the job", (code) => {
  const line = snippetOf("crontab", { url, timing }).replace(`${timing.expression} `, "");
  expect(runShell(line, `#!/bin/sh\nexit ${code}\n`)).toEqual([`${url}/start`, `${url}/${code}`]);
});

test("the script of the CronJob tells the exit code of the job", () => {
  const script = snippetOf("kubernetes", { url, timing }).split("- |\n")[1] ?? "";
  expect(runShell(script, "#!/bin/sh\nexit 7\n")).toEqual([`${url}/start`, `${url}/7`]);
});
