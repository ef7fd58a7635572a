import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ConfigDocumentInput } from "#contracts/config-document.ts";
import { answerCliDownload } from "#server/runtime/cli-download.ts";
import { handleTrpcRequest } from "#server/trpc/handle-request.ts";
import { aRegion } from "./builders.ts";
import type { Dashboard } from "./dashboard.ts";

const run = promisify(execFile);

export const CLI_DOCUMENT: ConfigDocumentInput = {
  version: 1,
  secrets: ["SHOP_TOKEN"],
  channels: [
    {
      key: "ops",
      kind: "slack",
      name: "Operations",
      config: { botToken: { env: "SLACK_BOT_TOKEN" }, channel: "#ops" },
    },
  ],
  monitors: [
    {
      key: "shop",
      name: "Shop",
      check: {
        kind: "http",
        url: "https://shop.example.com/",
        headers: [{ name: "authorization", value: "Bearer {{secret.SHOP_TOKEN}}" }],
      },
      regions: ["aa-1"],
      tags: ["shop"],
      channels: ["ops"],
    },
  ],
};
export const CLI_SECRETS = {
  SLACK_BOT_TOKEN: "xoxb-canary-of-the-command-line",
  UPTICK_SECRET_SHOP_TOKEN: "shop-canary-of-the-command-line",
};

type Ended = { code: number; stdout: string; stderr: string };

/**
 * The command line as a process of its own, fetched from a port that has the route of the procedures. Whoever uses it makes
 * `appDeps` answer the dashboard's.
 */
export async function openCliWorld(dashboard: Dashboard) {
  await run(process.execPath, ["scripts/bundle.mjs"]);
  await aRegion(dashboard.deps.db, "aa-1");
  const apiKey = await makeKey(dashboard);
  const { url, close } = await serve();
  const folder = await mkdtemp(join(tmpdir(), "uptick-cli-"));
  const fetched = await fetch(`${url}/api/cli/uptick.mjs`);
  await writeFile(join(folder, "uptick.mjs"), Buffer.from(await fetched.arrayBuffer()));
  await writeFile(join(folder, "uptick.yaml"), JSON.stringify(CLI_DOCUMENT));
  const { PATH = "" } = process.env;
  const home = { PATH, HOME: folder, XDG_CONFIG_HOME: join(folder, "config") };
  let printed = "";
  return {
    url,
    apiKey,
    folder,
    /** Everything that any command has printed. */
    printed: () => printed,
    async uptick(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
      const ended = await runProgram(process.execPath, ["uptick.mjs", ...args], {
        cwd: folder,
        env: { ...home, ...env },
      });
      printed += ended.stdout + ended.stderr;
      return ended;
    },
    /** As GitHub runs a step whose shell is bash. */
    async runStep(script: string, env: Record<string, string>): Promise<Ended> {
      const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
      const ended = await runProgram("bash", args, { cwd: folder, env: { ...home, ...env } });
      printed += ended.stdout + ended.stderr;
      return ended;
    },
    async close() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
export type CliWorld = Awaited<ReturnType<typeof openCliWorld>>;

async function makeKey(dashboard: Dashboard): Promise<string> {
  const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
  const { key } = await owner.apiKey.create({
    name: "CI",
    scopes: ["read", "monitors:write", "maintenance:write", "channels:write", "status_pages:write"],
    expiresInDays: 1,
  });
  return key;
}

async function serve(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", async () => {
      const { method = "GET" } = request;
      const headers = new Headers(request.headers as Record<string, string>);
      const body = method === "POST" ? { body: Buffer.concat(chunks) } : {};
      const asked = new Request(`http://localhost${request.url}`, { method, headers, ...body });
      const answer = await answerAt(asked);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function answerAt(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return pathname.startsWith("/api/cli/")
    ? answerCliDownload(request, pathname.replace("/api/cli/", ""))
    : handleTrpcRequest(request);
}

type Surroundings = { cwd: string; env: Record<string, string> };

function runProgram(file: string, args: readonly string[], { cwd, env }: Surroundings): Promise<Ended> {
  const options = { cwd, env: { ...env, NODE_ENV: "production" as const } };
  return new Promise((done) => {
    execFile(file, args, options, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
