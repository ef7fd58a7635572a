import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseEnvFile } from "#scripts/launcher/env-file.ts";
import { type ComposeFile, type ComposeService, readCompose } from "#testing/deploy/read-compose.ts";
import { writeEnvFile } from "./make-env.ts";
import { isRole, ROLES, type Role } from "./roles.ts";

const FOLDER = "deploy/compose";
const IMAGE = "uptick:local";
const variables = parseEnvFile(writeEnvFile(["--url", "https://uptick.example.com"]).text);
const files = ["compose.yaml", "compose.split.yaml"].map((name) => ({
  name,
  file: readCompose(join(FOLDER, name), variables),
}));
const services = files.flatMap(({ name, file }) =>
  Object.entries(file.services).map(([service, settings]) => ({
    at: `${name} ${service}`,
    file,
    service,
    settings,
  })),
);
const ours = services.filter(({ settings }) => settings.image === IMAGE);

test("the all-in-one file needs no variable at all", () => {
  expect(() => readCompose(join(FOLDER, "compose.yaml"), {})).not.toThrow();
});

test("the split file starts nothing without its secrets, and says where they come from", () => {
  expect(() => readCompose(join(FOLDER, "compose.split.yaml"), {})).toThrow(/run make-env/);
});

test("all roles of the image are used, and two apps stand beside each other", () => {
  const roles = ours.map(({ settings }) => settings.command?.[0]);
  expect(new Set(roles)).toEqual(new Set(Object.keys(ROLES)));
  expect(roles.filter((role) => role === "app")).toHaveLength(2);
  expect(roles.filter((role) => role === "probe")).toHaveLength(3);
});

describe.each(ours)("$at", ({ settings }) => {
  const name = settings.command?.[0] ?? "";

  test("runs a role with variables that the role knows and with values that it takes", () => {
    if (!isRole(name)) throw new Error(`${name} is no role.`);
    const role: Role = ROLES[name];
    const shape = role.env instanceof z.ZodObject ? role.env.shape : {};
    const given = settings.environment ?? {};
    // The launcher hands the app's variables on.
    const known = new Set([...Object.keys(shape), ...(name === "all-in-one" ? ["NEXTAUTH_URL"] : [])]);
    expect(Object.keys(given).filter((variable) => !known.has(variable))).toEqual([]);
    expect(role.env.safeParse({ ...role.defaults, ...given }).error?.issues ?? []).toEqual([]);
  });

  test("is built from a file that exists", () => {
    const { context = "", dockerfile = "" } = settings.build ?? {};
    expect(existsSync(join(FOLDER, context, dockerfile))).toBe(true);
  });

  test("is given longer to end than it may take", () => {
    expect(Number.parseInt(settings.stop_grace_period ?? "", 10)).toBeGreaterThan(10);
  });
});

describe.each(services)("$at", ({ file, settings }) => {
  test("has a file system that cannot be written, no rights beyond its user's, and an end", () => {
    expect(settings.read_only).toBe(true);
    expect(settings.cap_drop).toEqual(["ALL"]);
    expect(settings.security_opt).toContain("no-new-privileges:true");
    expect(settings.pids_limit).toBeGreaterThan(0);
    expect(settings.restart).toMatch(/^(unless-stopped|on-failure:\d+)$/);
  });

  test("waits only for services that exist, in a way that they can be waited for", () => {
    for (const [name, condition] of dependenciesOf(settings)) {
      const other = file.services[name];
      expect(other, name).toBeDefined();
      if (condition === "service_healthy") expect(isChecked(other), `${name} has no health check`).toBe(true);
      if (condition === "service_completed_successfully") expect(other?.command).toEqual(["migrate"]);
    }
  });

  test("names only volumes, networks, configurations and files that exist", () => {
    for (const volume of settings.volumes ?? []) {
      const [from = ""] = volume.split(":");
      const isThere = from.startsWith(".") ? existsSync(join(FOLDER, from)) : file.volumes?.[from] === null;
      expect(isThere, from).toBe(true);
    }
    for (const network of settings.networks ?? []) expect(file.networks).toHaveProperty(network);
    for (const { source } of settings.configs ?? []) expect(file.configs).toHaveProperty(source);
  });

  test("has a version that does not move", () => {
    expect(settings.image).toMatch(/:(local|\d+\.\d+(\.\d+)?(-[a-z]+)?)$/);
  });

  test("speaks to services by names and ports that they have", () => {
    const urls = Object.values(settings.environment ?? {}).filter((value) =>
      /^(http|redis|postgresql):/.test(value),
    );
    for (const url of urls.filter((value) => !/localhost|example\.com|^http:\/\/:/.test(value))) {
      const { hostname, port } = new URL(url);
      expect(portsOf(file, hostname), url).toContain(port);
      expect(sharesNetwork(settings, file.services[hostname]), `${url} is in another network`).toBe(true);
    }
  });
});

test("only the proxy and all-in-one can be reached from outside", () => {
  const open = services.filter(({ settings }) => settings.ports !== undefined).map(({ at }) => at);
  expect(open).toEqual(["compose.yaml uptick", "compose.split.yaml caddy"]);
});

test("the database and the stream have no way out", () => {
  const split = files[1]?.file;
  expect(split?.networks?.store).toEqual({ internal: true });
  for (const name of ["postgres", "valkey", "bridge"])
    expect(split?.services[name]?.networks).toEqual(["store"]);
});

test("secrets are made anew at each call, and there is one for each region", () => {
  const again = parseEnvFile(writeEnvFile(["--regions", "eu,us"]).text);
  expect(again.NEXTAUTH_SECRET).not.toBe(variables.NEXTAUTH_SECRET);
  expect(again.UPTICK_REGION_TOKENS).toBe(`eu=${again.PROBE_TOKEN_1},us=${again.PROBE_TOKEN_2}`);
  expect(writeEnvFile(["--regions", "EU"]).exitCode).toBe(2);
});

test.each(["Caddyfile", "nginx.conf"])("%s sends to both apps, and holds no live update back", (name) => {
  const text = readFileSync(join("deploy/proxy", name), "utf8");
  const apps = [...text.matchAll(/\b(app-\d):(\d+)/g)].map(([, host = "", port]) => [host, port]);
  const expected = Object.keys(files[1]?.file.services ?? {}).filter((service) => service.startsWith("app-"));
  expect(new Set(apps.map(([host]) => host))).toEqual(new Set(expected));
  expect(new Set(apps.map(([, port]) => port))).toEqual(new Set([ROLES.app.defaults.PORT]));
  expect(text).toMatch(/flush_interval -1|proxy_buffering off/);
  const depth = [...text].reduce((sum, sign) => sum + (sign === "{" ? 1 : sign === "}" ? -1 : 0), 0);
  expect(depth).toBe(0);
});

test("Caddy asks for readiness where the app answers it", () => {
  const path = /health_uri (\S+)/.exec(readFileSync("deploy/proxy/Caddyfile", "utf8"))?.[1] ?? "";
  expect(existsSync(join(dirname("src/app/x"), path, "route.ts"))).toBe(true);
});

test("what stands on top for TLS changes a service that exists", () => {
  const text = readFileSync(join(FOLDER, "compose.tls.yaml"), "utf8");
  expect([...text.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name)).toEqual(["caddy"]);
  expect(text).toContain("SITE_ADDRESS");
});

function dependenciesOf({ depends_on: given = [] }: ComposeService): [string, string][] {
  if (Array.isArray(given)) return given.map((name) => [name, "service_started"]);
  return Object.entries(given).map(([name, { condition }]) => [name, condition]);
}

/** The image brings its own check. */
function isChecked(service: ComposeService | undefined): boolean {
  return service?.healthcheck !== undefined || service?.image === IMAGE;
}

function portsOf(file: ComposeFile, name: string): string[] {
  const role = file.services[name]?.command?.[0] ?? "";
  if (isRole(role))
    return Object.entries(ROLES[role].defaults).flatMap(([key, value]) => (/PORT$/.test(key) ? [value] : []));
  const others: Record<string, string[]> = { postgres: ["5432"], valkey: ["6379"], caddy: ["8081"] };
  return file.services[name] === undefined ? [] : (others[name] ?? []);
}

function sharesNetwork(one: ComposeService, other: ComposeService | undefined): boolean {
  return (one.networks ?? []).some((network) => other?.networks?.includes(network));
}
