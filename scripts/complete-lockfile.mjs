// Adds the packages for other platforms to package-lock.json. npm leaves out what the registry in use does not carry,
// and `npm ci` then refuses the file on every machine. Run it after `npm install`; a second run changes nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

const path = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const packages = lock.packages;
const added = [];

for (const parent of Object.values(packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (packages[key] || !/^[\^~]?\d/.test(range)) continue;
    packages[key] = { version: range.replace(/^[\^~]/, ""), ...platformOf(name), optional: true };
    if (parent.dev) packages[key].dev = true;
    added.push(name);
  }
}

if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`${added.length} packages added\n`);

/** From the words of a name such as `@swc/core-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.replace(/.*\//, "").split("-");
  const pick = (known) => words.map((word) => known[word]).find((value) => value !== undefined);
  const os = pick({
    android: "android",
    darwin: "darwin",
    freebsd: "freebsd",
    linux: "linux",
    openharmony: "openharmony",
    win32: "win32",
  });
  const cpu = pick({
    arm: "arm",
    arm64: "arm64",
    ia32: "ia32",
    ppc64: "ppc64",
    riscv64: "riscv64",
    s390x: "s390x",
    wasm32: "wasm32",
    x64: "x64",
  });
  const libc = pick({ gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" });
  return {
    ...(cpu && { cpu: [cpu] }),
    ...(libc && os === "linux" && { libc: [libc] }),
    ...(os && { os: [os] }),
  };
}
