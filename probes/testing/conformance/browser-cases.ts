import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { BrowserCheck } from "#contracts/checks/browser.ts";
import { createBrowserRunner } from "#probes/platform/node/checks/browser/run-browser.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { bundle } from "../../../scripts/bundle.mjs";
import { configWith } from "../check-config.ts";
import { listen } from "../socket-targets.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { sightOf } from "./node-world.ts";

const PAGE = "<!doctype html><title>Shop</title><h1>Shop</h1><p>All is well.</p>";

/** None where there is no Chromium. */
export async function listBrowserCases(): Promise<ConformanceCase[]> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) return [];
  await bundle();
  const entry = fileURLToPath(new URL("../../../dist/probe.mjs", import.meta.url));
  const run = createBrowserRunner({ egress: OPEN_EGRESS, entry, executablePath, mayRunScripts: false });
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(PAGE),
  );
  const flow = { type: "steps", steps: [{ type: "open", url: `http://127.0.0.1:${await listen(server)}/` }] };
  return [
    {
      kind: "browser",
      place: "agent",
      truths: {
        title: { holds: ["equals", "Shop"], fails: ["equals", "Sorry"] },
        body: { holds: ["contains", "well"], fails: ["contains", "sorry"] },
      },
      run: async (assertions) =>
        sightOf(await run(configWith(BrowserCheck.parse({ kind: "browser", flow, assertions }), 20_000))),
    },
  ];
}
