// Brings node_modules and the generated Prisma client up to date; needs nothing that is not part of Node.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = join(root, "node_modules", ".uptick-lock");

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  process.stderr.write(
    `uptick: Node ${process.versions.node} is too old. Install Node 20.9 or newer from https://nodejs.org, then try again.\n`,
  );
  process.exit(1);
}

/** "missing", "outdated" or "ready": whether node_modules is what package-lock.json asks for. */
export function packageState() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return "missing";
  if (existsSync(stampFile)) return readFileSync(stampFile, "utf8") === lockHash() ? "ready" : "outdated";
  return statSync(hidden).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs ? "ready" : "outdated";
}

/** "missing", "outdated" or "ready": whether the Prisma client fits prisma/schema.prisma. */
export function clientState() {
  const client = join(root, "src/generated/prisma/client.ts");
  if (!existsSync(client)) return "missing";
  return statSync(client).mtimeMs >= statSync(join(root, "prisma/schema.prisma")).mtimeMs
    ? "ready"
    : "outdated";
}

export function ensureInstalled() {
  ensurePackages();
  ensureClient();
}

function ensurePackages() {
  const state = packageState();
  if (state !== "ready") {
    process.stdout.write(`Packages are ${state}: running npm ci (once, about a minute) …\n`);
    // npm sets NODE_ENV-like switches for its children; a nested npm must not inherit "omit dev".
    const env = { ...process.env, NODE_ENV: "development" };
    const options = {
      cwd: root,
      env,
      encoding: "utf8",
      stdio: ["inherit", "inherit", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === "win32",
    };
    // Who is offline should not wait long to hear it; a network that hiccups still gets another try.
    const retries = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
    const { status, stderr, error } = spawnSync(
      "npm",
      ["ci", "--no-audit", "--no-fund", ...retries],
      options,
    );
    if (status !== 0) failInstall(stderr ?? "", error);
  }
  if (!existsSync(stampFile) || state !== "ready") writeFileSync(stampFile, lockHash());
}

function ensureClient() {
  if (clientState() === "ready") return;
  const { status } = spawnSync(process.execPath, [join(root, "scripts/prisma-generate.mjs")], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) fail("The Prisma client could not be generated (see above).");
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

const UNREACHABLE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/;

/** One line when it is the network; what npm says when it is anything else. */
function failInstall(stderr, error) {
  if (error?.code === "ENOENT") fail("npm was not found. Install it with Node from https://nodejs.org.");
  const why = UNREACHABLE.exec(stderr)?.[1];
  if (why === undefined) {
    process.stderr.write(stderr);
    fail("npm ci failed (see above). Mend that, then try again.");
  }
  const registry = /https?:\/\/[^\s/@]+/.exec(stderr)?.[0] ?? "the npm registry";
  fail(
    `The packages are not installed and ${registry} cannot be reached (${why}). Go online once, then try again.`,
  );
}

function fail(line) {
  process.stderr.write(`uptick: ${line}\n`);
  process.exit(1);
}
