import { readFile, stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Browser, BrowserContext, Page, Response } from "playwright";
import type { BrowserStep } from "#contracts/checks/browser.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { BrowserReport, BrowserTask, StepReport } from "./browser-task.ts";
import { nameStep } from "./browser-task.ts";
import { runScript } from "./run-script.ts";
import { takeStep } from "./take-step.ts";

const MOST_TEXT = 256 * 1024;
/** The contract's MAX_ARTIFACT_BYTES; its module would bring zod into the browser's process. */
const MAX_ARTIFACT_BYTES = 1 << 20;
const LEAST_STEP_MS = 100;
const LOOK_MS = 2000;

/** Runs in a process of its own: reads a task, writes a report and ends. Nothing of the agent's is in this process. */
export async function serveBrowserTask(): Promise<void> {
  const task: BrowserTask = JSON.parse(await text(process.stdin));
  const { chromium } = await import("playwright");
  const browser = await chromium.launch({
    executablePath: task.executablePath,
    // Chromium's own sandbox refuses to run as root; a container's agent is no root.
    chromiumSandbox: process.getuid?.() !== 0,
    proxy: { server: task.proxyUrl, bypass: "<-loopback>" },
    args: ["--disable-quic", "--disable-dev-shm-usage"],
    timeout: task.timeoutMs,
  });
  process.stdout.write(`\n${JSON.stringify(await visit(browser, task))}\n`);
  await browser.close();
}

async function visit(opened: Browser, task: BrowserTask): Promise<BrowserReport> {
  const endsAt = performance.now() + task.timeoutMs;
  const leftMs = () => Math.max(LEAST_STEP_MS, endsAt - performance.now());
  const context = await opened.newContext({
    viewport: task.viewport,
    ignoreHTTPSErrors: task.trustsAll,
    acceptDownloads: false,
    serviceWorkers: "block",
  });
  if (task.isTraced) await context.tracing.start({ snapshots: true });
  const page = await context.newPage();
  const seen: { main: Response | null } = { main: null };
  page.on("response", (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
      seen.main = response;
  });
  const { flow } = task;
  const steps =
    flow.type === "steps"
      ? await walk({ page, seen, leftMs }, flow.steps)
      : [await runScript({ page, context, script: flow.script, leftMs })];
  const isOk = steps.every(({ outcome }) => outcome === "ok");
  return {
    steps,
    status: seen.main?.status() ?? null,
    url: page.url(),
    ...(await look(page)),
    screenshot: isOk ? null : await photograph(page),
    trace: isOk || !task.isTraced ? null : await keepTrace(context),
  };
}

type Visit = { page: Page; seen: { main: Response | null }; leftMs: () => number };

/** The first step that fails is the last. */
async function walk({ page, seen, leftMs }: Visit, steps: readonly BrowserStep[]): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const from = performance.now();
    const verdict = await takeStep(page, step, leftMs());
    const totalUs = sinceUs(from);
    const status = step.type === "open" ? (seen.main?.status() ?? null) : null;
    reports.push({ name: nameStep(step), status, totalUs, ...verdict });
    if (verdict.outcome !== "ok") break;
  }
  return reports;
}

type Look = Pick<BrowserReport, "title" | "text" | "ttfbUs" | "lcpMs" | "cls">;

/** What the page tells of itself; a page that hangs or has crashed tells nothing, and that is no fault of the check. */
async function look(page: Page): Promise<Look> {
  const nothing: Look = { title: "", text: "", ttfbUs: null, lcpMs: null, cls: null };
  const asked = page.evaluate(async (mostText) => {
    const found = { lcpMs: null as number | null, cls: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.lcpMs = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!shift.hadRecentInput) found.cls += shift.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    await new Promise((done) => setTimeout(done, 50));
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const ttfbMs = navigation === undefined ? 0 : navigation.responseStart - navigation.requestStart;
    return {
      ...found,
      title: document.title.slice(0, 500),
      // biome-ignore lint/performance/useDomNodeTextContent: what people can see, not what the document holds
      text: document.body?.innerText.slice(0, mostText) ?? "",
      ttfbUs: ttfbMs > 0 ? Math.round(ttfbMs * 1000) : null,
    };
  }, MOST_TEXT);
  return within(LOOK_MS, asked, nothing);
}

/** Into the process's own folder, which is removed with it. */
async function keepTrace(context: BrowserContext): Promise<string | null> {
  const path = "trace.zip";
  const stopped = context.tracing.stop({ path }).then(async () => {
    const { size } = await stat(path);
    return size > MAX_ARTIFACT_BYTES ? null : (await readFile(path)).toString("base64");
  });
  return within(LOOK_MS, stopped, null);
}

async function photograph(page: Page): Promise<string | null> {
  const asked = page
    .screenshot({ type: "jpeg", quality: 60, timeout: LOOK_MS })
    .then((jpeg) => jpeg.toString("base64"));
  return within(LOOK_MS + 500, asked, null);
}

async function within<Value>(limitMs: number, asked: Promise<Value>, otherwise: Value): Promise<Value> {
  const late = new Promise<Value>((done) => setTimeout(() => done(otherwise), limitMs).unref());
  // A page that is gone answers with an error: there is nothing to look at, either.
  return Promise.race([asked.catch(() => otherwise), late]);
}
