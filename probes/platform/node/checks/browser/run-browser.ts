import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostOf } from "#contracts/check-target.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { observe } from "#probes/core/checks/observe.ts";
import { Fault, timedOut } from "#probes/core/fault.ts";
import type { CheckRunner, RunnableConfig } from "#probes/core/ports.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import type { BrowserReport, BrowserTask } from "./browser-task.ts";
import { type GuardedProxy, startGuardedProxy } from "./guarded-proxy.ts";
import { killFamily, listFamily } from "./process-family.ts";

const MOST_AT_ONCE = 2;
const MOST_MEMORY_BYTES = 1.5 * 1024 ** 3;
const LOOK_EVERY_MS = 250;
/** For the report and the picture of a page whose time has run out. */
const GRACE_MS = 6000;
const MOST_REPORT_CHARACTERS = 4 * 1024 * 1024;

/** On the command line: be the process of one browser check. */
export const BROWSER_PROCESS = "--browser-process";

export type BrowserOptions = {
  egress: EgressPolicy;
  /** The agent's own file, which is the browser's process when it is told so. */
  entry: string;
  executablePath: string;
  /** The operator's word that users' scripts may run on this machine. */
  mayRunScripts: boolean;
  trustsAll?: boolean;
};

/** Each check in a browser and a process of its own, two at a time; neither sees the agent's environment. */
export function createBrowserRunner(options: BrowserOptions): CheckRunner<"browser"> {
  const waiting: (() => void)[] = [];
  let running = 0;
  async function enter(): Promise<void> {
    if (running >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
    running += 1;
  }
  function leave(): void {
    running -= 1;
    waiting.shift()?.();
  }
  return async (config) => {
    await enter();
    try {
      return await observe({ ...config, timeoutMs: config.timeoutMs + GRACE_MS }, (run) =>
        check(options, config, run),
      );
    } finally {
      leave();
    }
  };
}

async function check(
  options: BrowserOptions,
  { check: { flow, viewport, ...rest }, timeoutMs, secrets = [] }: RunnableConfig<"browser">,
  run: CheckRun,
): Promise<string> {
  if (flow.type === "script" && !options.mayRunScripts) {
    throw new Fault(
      "internal",
      "This agent runs no scripts: its operator has not set UPTICK_AGENT_SCRIPTS=1.",
    );
  }
  const { executablePath, trustsAll = false } = options;
  const proxy = await startGuardedProxy(options.egress, timeoutMs);
  const folder = await mkdtemp(join(tmpdir(), "uptick-browser-"));
  try {
    const proxyUrl = proxy.url;
    const task = {
      flow,
      viewport,
      timeoutMs,
      proxyUrl,
      executablePath,
      trustsAll,
      isTraced: secrets.length === 0,
    };
    const report = await runInProcess(options.entry, { task, folder });
    fill(run, report);
    return judge(report, { proxy, host: hostOf({ flow, viewport, ...rest }) });
  } finally {
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function fill(run: CheckRun, report: BrowserReport): void {
  run.measuredUs = report.steps.reduce((sum, step) => sum + step.totalUs, 0);
  run.status = report.status;
  run.ttfbUs = report.ttfbUs;
  run.bodySample = report.text.slice(0, 4096);
  run.values = { title: report.title, body: report.text };
  run.steps = report.steps;
  if (report.lcpMs !== null) run.findings.push({ key: "lcpMs", value: String(Math.round(report.lcpMs)) });
  if (report.cls !== null) run.findings.push({ key: "cls", value: report.cls.toFixed(3) });
  if (report.screenshot !== null) {
    run.attachments.push({ kind: "screenshot", contentType: "image/jpeg", bytes: report.screenshot });
  }
  if (report.trace !== null) {
    run.attachments.push({ kind: "trace", contentType: "application/zip", bytes: report.trace });
  }
}

function judge(report: BrowserReport, way: { proxy: GuardedProxy; host: string }): string {
  const failed = report.steps.findIndex(({ outcome }) => outcome !== "ok");
  const step = report.steps[failed];
  if (step === undefined)
    return `${report.steps.length} ${report.steps.length === 1 ? "step" : "steps"}, all well.`;
  // The proxy knows better than the browser why there was no way.
  const fault = way.proxy.faultOf(way.host);
  const reason = fault !== null && step.name.startsWith("Open ") ? fault : step;
  throw new Fault(reason.outcome, `Step ${failed + 1}, ${step.name}: ${reason.message}`);
}

type Work = { task: BrowserTask; folder: string };

function runInProcess(entry: string, { task, folder }: Work): Promise<BrowserReport> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["--max-old-space-size=256", entry, BROWSER_PROCESS], {
      cwd: folder,
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH ?? "",
        HOME: folder,
        TMPDIR: folder,
        LANG: "C.UTF-8",
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    let trouble = "";
    const end = (fault: Fault | null) => {
      clearInterval(watch);
      clearTimeout(timer);
      if (child.pid !== undefined) killFamily(child.pid);
      if (fault !== null) fail(fault);
    };
    const timer = setTimeout(() => end(timedOut("exchange")), task.timeoutMs + GRACE_MS - 500);
    const watch = setInterval(() => {
      const rssBytes = listFamily(child.pid ?? 0).reduce((sum, member) => sum + member.rssBytes, 0);
      if (rssBytes > MOST_MEMORY_BYTES)
        end(new Fault("protocol", "The page needs more memory than a check may use."));
    }, LOOK_EVERY_MS);
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      if (output.length < MOST_REPORT_CHARACTERS) output += part;
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      trouble = `${trouble}${part}`.slice(-2000);
    });
    child.on("error", (error) =>
      end(new Fault("internal", `The browser's process did not start: ${error.message}`)),
    );
    child.on("close", () => {
      end(null);
      const report = readReport(output);
      if (report !== null) done(report);
      else
        fail(
          new Fault("internal", `The browser's process ended without a report. ${lastLine(trouble)}`.trim()),
        );
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(task));
  });
}

function readReport(output: string): BrowserReport | null {
  const line = output.trimEnd().split("\n").at(-1) ?? "";
  try {
    const report: unknown = JSON.parse(line);
    return typeof report === "object" && report !== null && "steps" in report
      ? (report as BrowserReport)
      : null;
  } catch {
    // No report: the caller says what the process wrote instead.
    return null;
  }
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split("\n")
      .find((line) => /error/i.test(line))
      ?.slice(0, 300) ?? ""
  );
}
