import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserCheck, type BrowserStep } from "#contracts/checks/browser.ts";
import type { RunnableConfig } from "#probes/core/ports.ts";
import { OPEN_EGRESS, readEgressPolicy } from "#transport/egress/egress-policy.ts";
import { bundle } from "../../../../../scripts/bundle.mjs";
import { listFamily } from "./process-family.ts";
import { createBrowserRunner } from "./run-browser.ts";

const PAGE = `<!doctype html><title>Shop</title><h1>Shop</h1>
<label>Mail <input id="mail"></label><button onclick="document.querySelector('p').textContent='Hello '+document.querySelector('#mail').value">Sign in</button><p>Nobody</p>`;

let server: Server;
let url: string;
const asked: string[] = [];
const options = {
  egress: OPEN_EGRESS,
  entry: fileURLToPath(new URL("../../../../../dist/probe.mjs", import.meta.url)),
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  mayRunScripts: false,
};

beforeAll(async () => {
  await bundle();
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/slow") return;
    if (request.url === "/broken") return void response.writeHead(503).end("Sorry");
    const inside = request.url === "/inside" ? '<img src="http://169.254.169.254/latest/meta-data/">' : "";
    response.writeHead(200, { "content-type": "text/html" }).end(PAGE + inside);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function closedUrl(): Promise<string> {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const { port } = other.address() as AddressInfo;
  await new Promise((done) => other.close(done));
  return `http://127.0.0.1:${port}/`;
}

function configOf(flow: BrowserCheck["flow"], change: Partial<RunnableConfig<"browser">> = {}) {
  const check = BrowserCheck.parse({ kind: "browser", flow });
  const grid = { intervalMs: 60_000, slotOffsetMs: 0, gridFrom: 0, configVersion: 1, monitorId: 1 };
  return { state: "on", ...grid, timeoutMs: 10_000, check, ...change } as const;
}

const steps = (...list: BrowserStep[]): BrowserCheck["flow"] => ({ type: "steps", steps: list });

test("a visit is made step by step, and the page's own figures are found", async () => {
  const run = createBrowserRunner(options);
  const seen = await run(
    configOf(
      steps(
        { type: "open", url },
        { type: "fill", selector: "#mail", text: "ada@example.com" },
        { type: "click", selector: 'role=button[name="Sign in"]' },
        { type: "expectText", selector: "p", text: "Hello ada@example.com" },
      ),
    ),
  );
  expect(seen).toMatchObject({ outcome: "ok", status: 200 });
  expect(seen.evidence().steps?.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ok"]);
  expect(seen.totalUs).toBeGreaterThan(0);
  expect(seen.findings?.map(({ key }) => key)).toContain("lcpMs");
  expect(seen.attachments).toBeUndefined();
});

test("the step that fails is named, the later ones are not taken, and there is a picture", async () => {
  const run = createBrowserRunner(options);
  const seen = await run(
    configOf(
      steps(
        { type: "open", url },
        { type: "expectText", selector: "p", text: "Welcome back" },
        { type: "click", selector: "button" },
      ),
      { timeoutMs: 3000 },
    ),
  );
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toBe(
    'Step 2, Expect the text in p: "Welcome back" is not in it; it says "Nobody".',
  );
  expect(seen.evidence().steps).toHaveLength(2);
  const starts = seen.attachments?.map(({ kind, bytes }) => [kind, bytes.slice(0, 4)]);
  // A JPEG, and a zip.
  expect(starts).toEqual([
    ["screenshot", "/9j/"],
    ["trace", "UEsD"],
  ]);
});

test("of a check with secrets there is no trace, because it would hold what was typed", async () => {
  const seen = await createBrowserRunner(options)(
    configOf(steps({ type: "open", url: `${url}broken` }), { secrets: [{ name: "KEY", value: "hush" }] }),
  );
  expect(seen.attachments?.map(({ kind }) => kind)).toEqual(["screenshot"]);
});

test.each([
  { name: "an error page is its status", path: "broken", outcome: "status", timeoutMs: 8000 },
  { name: "a page that never comes is a time-out", path: "slow", outcome: "timeout", timeoutMs: 2500 },
])("$name", async ({ path, outcome, timeoutMs }) => {
  const seen = await createBrowserRunner(options)(
    configOf(steps({ type: "open", url: `${url}${path}` }), { timeoutMs }),
  );
  expect(seen.outcome).toBe(outcome);
});

test("a closed port is refused, as the proxy learns it", async () => {
  const seen = await createBrowserRunner(options)(configOf(steps({ type: "open", url: await closedUrl() })));
  expect(seen).toMatchObject({ outcome: "refused" });
});

test("a page reaches nothing that the egress policy closes, and neither does the check", async () => {
  const egress = readEgressPolicy({ UPTICK_EGRESS_ALLOW: "127.0.0.0/8" });
  const run = createBrowserRunner({ ...options, egress });
  expect(await run(configOf(steps({ type: "open", url: `${url}inside` })))).toMatchObject({ outcome: "ok" });
  const closed = await run(configOf(steps({ type: "open", url: "http://169.254.169.254/latest/" })));
  expect(closed.outcome).toBe("blocked");
});

test("a script runs only where the operator has said so, and cannot see the agent's environment", async () => {
  const script = `await page.goto(${JSON.stringify(url)});
    await expect(page.locator("h1")).toHaveText("Shop");
    if (process.env.UPTICK_PROBE_TOKEN !== undefined) throw new Error("it can be seen");`;
  const flow = { type: "script", script } as const;
  const refused = await createBrowserRunner(options)(configOf(flow));
  expect(refused).toMatchObject({ outcome: "internal" });
  process.env.UPTICK_PROBE_TOKEN = "a token that nobody may see";
  const allowed = await createBrowserRunner({ ...options, mayRunScripts: true })(configOf(flow));
  expect(allowed.evidence().message).toBe("1 step, all well.");
  delete process.env.UPTICK_PROBE_TOKEN;
});

test("a script that never ends is ended, with every process that belongs to it", async () => {
  const flow = { type: "script", script: "for (;;) {}" } as const;
  const run = createBrowserRunner({ ...options, mayRunScripts: true });
  const seen = await run(configOf(flow, { timeoutMs: 1000 }));
  expect(seen.outcome).toBe("timeout");
  const until = Date.now() + 5000;
  while (listFamily(process.pid).length > 1 && Date.now() < until) await sleep(50);
  expect(listFamily(process.pid)).toHaveLength(1);
}, 30_000);
