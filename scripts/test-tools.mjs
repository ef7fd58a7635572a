// The programs of others that the tests use: a browser, a Redis server, MariaDB, ping and traceroute, Go with the
// libraries that render Helm charts, and a font for Hindi.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

/** Helm's templates are Go's: only these render them as Helm does. */
const GO = ["golang-go", "golang-github-masterminds-sprig-dev", "golang-k8s-sigs-yaml-dev"];
const REDIS = ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server"];

/** Installs what is missing where that is possible, and says what is still missing where it is not. */
export async function ensureTestTools() {
  const missing = [];
  if (!(await hasBrowser())) missing.push("chromium");
  if (!hasRedis()) missing.push("redis-server");
  // A system without a Devanagari font shows Hindi as boxes.
  if (!hasHindiFont()) missing.push("fonts-lohit-deva");
  if (!hasProgram("ping")) missing.push("iputils-ping");
  if (!hasProgram("traceroute")) missing.push("traceroute");
  if (!hasMariadb()) missing.push("mariadb-server-core");
  if (!hasGo()) missing.push(...GO);
  if (missing.length > 0 && isDebianRoot()) installByApt(missing);
  if (!(await hasBrowser())) installPlaywrightBrowser();
  if (!(await hasBrowser())) {
    warn("No Chromium could be installed: the browser tests will fail. Install one and set CHROMIUM_PATH.");
  }
  if (!hasRedis())
    warn("No redis-server was found: the tests with a real Redis will fail. Install Redis 6.2 or newer.");
  if (!hasMariadb())
    warn("No mariadbd was found: the test with a real MariaDB will fail. Install MariaDB 10.5 or newer.");
}

async function hasBrowser() {
  const named = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (existsSync(named)) return true;
  const { chromium } = await import("playwright");
  return existsSync(chromium.executablePath());
}

function hasRedis() {
  return REDIS.some((path) => existsSync(path)) || spawnSync("redis-server", ["--version"]).status === 0;
}

/** Without them the tests of pings and routes leave out what only they can show. */
function hasProgram(name) {
  return spawnSync(name, ["-V"]).error === undefined;
}

function hasMariadb() {
  return spawnSync("mariadbd", ["--version"]).status === 0;
}

/** Without it the tests of the Helm chart are left out, but on a machine of CI. */
function hasGo() {
  return (
    ["Masterminds/sprig", "../sigs.k8s.io/yaml"].every((path) =>
      existsSync(join("/usr/share/gocode/src/github.com", path)),
    ) && spawnSync("go", ["version"]).status === 0
  );
}

function hasHindiFont() {
  const { stdout, status } = spawnSync("fc-list", [":lang=hi", "family"], { encoding: "utf8" });
  return status === 0 && stdout.trim() !== "";
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID(_LIKE)?=.*(debian)/m.test(readFileSync("/etc/os-release", "utf8"));
}

function installByApt(packages) {
  process.stdout.write(`Installing ${packages.join(" and ")} …\n`);
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-q"], options);
  spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], options);
}

function installPlaywrightBrowser() {
  process.stdout.write("Installing Playwright's Chromium …\n");
  spawnSync(process.execPath, [join(root, "node_modules/playwright/cli.js"), "install", "chromium"], {
    stdio: "inherit",
  });
}

function warn(line) {
  process.stderr.write(`uptick: ${line}\n`);
}
