import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { checksKey, PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import { ROLES } from "#scripts/container/roles.ts";
import type { Rule } from "./hardening-rules.ts";
import { type Container, listWorkloads, type Manifest, ofKind } from "./manifest.ts";

const ROUTES = fileURLToPath(new URL("../../../app", import.meta.url));
const CONTAINERFILE = fileURLToPath(new URL("../../../../deploy/image/Containerfile", import.meta.url));
const ROUTED_PATH = /(?:^|http:\/\/[^/]+)(\/api\/[\w/-]+)$/;

/** What stands in for the values of Secrets: anything that the roles take. */
export const SECRET_SAMPLES: Record<string, string> = {
  DATABASE_URL: "postgresql://uptick:password@postgres:5432/uptick",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
  CRON_SECRET: "0123456789abcdef",
  UPTICK_ENCRYPTION_KEYS: `k1:${"A".repeat(43)}=`,
  UPTICK_SETUP_TOKEN: "0123456789abcdef",
  UPTICK_METRICS_TOKEN: "0123456789abcdef",
  UPSTASH_REDIS_REST_TOKEN: "0123456789abcdef",
  REDIS_URL: "redis://:password@valkey:6379",
  UPTICK_PROBE_TOKEN: "upr_eu_0123456789abcdef",
  UPTICK_REGION_TOKENS: "eu=upr_eu_0123456789abcdef,us-east=upr_us-east_0123456789abcdef",
};

/** Each container that runs a role starts with what it is given, and is given nothing that the role does not know. */
const rolesStart: Rule = (manifests) =>
  listWorkloads(manifests).flatMap((workload) =>
    workload.containers.flatMap((container) => {
      // With a command of its own the image is only Node.
      if (container.command !== undefined) return [];
      const name = container.args[0] ?? "";
      const role = Object.entries(ROLES).find(([known]) => known === name)?.[1];
      if (role === undefined) return [`${workload.name}: "${name}" is no role`];
      const given = readEnv(container, manifests);
      const known = shapeOf(role.env);
      const parsed = role.env.safeParse({ ...role.defaults, ...given });
      const foreign = Object.keys(given).filter(
        (variable) => !known.has(variable) && !/^(TOKEN|NODE)_/.test(variable),
      );
      return [
        ...foreign.map((variable) => `${workload.name}: ${name} does not know ${variable}`),
        ...(parsed.error?.issues ?? []).map(
          ({ path, message }) => `${workload.name}: ${path.join(".")}: ${message}`,
        ),
      ];
    }),
  );

function shapeOf(schema: z.ZodType): Set<string> {
  return new Set(schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
}

function readEnv({ env, envFrom }: Container, manifests: readonly Manifest[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const { configMapRef, secretRef } of envFrom) {
    const map = ofKind(manifests, "ConfigMap").find(({ metadata }) => metadata.name === configMapRef?.name);
    Object.assign(given, map?.data);
    if (secretRef) Object.assign(given, secretsOfApp());
  }
  for (const { name, value, valueFrom } of env) {
    given[name] = value ?? (valueFrom?.secretKeyRef ? sampleOf(name, valueFrom.secretKeyRef.key) : "pod-0");
  }
  const expand = (text: string) => text.replaceAll(/\$\((\w+)\)/g, (_, name: string) => given[name] ?? "");
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, expand(value)]));
}

function secretsOfApp(): Record<string, string> {
  const { REDIS_URL, UPTICK_PROBE_TOKEN, ...secrets } = SECRET_SAMPLES;
  return secrets;
}

function sampleOf(name: string, key: string): string {
  return SECRET_SAMPLES[key] ?? SECRET_SAMPLES[name] ?? "upr_0123456789abcdef";
}

/** Every path of ours that is asked for, by whom it may be: health checks, monitors, the cron. */
const routesExist: Rule = (manifests) =>
  [
    ...JSON.stringify(manifests.filter((manifest) => !holdsQueries(manifest))).matchAll(
      /"([^"]*\/api\/[^"]*)"/g,
    ),
  ].flatMap(([, text = ""]) => {
    const path = ROUTED_PATH.exec(text)?.[1];
    return path && existsSync(`${ROUTES}${path}/route.ts`) ? [] : [`${text} is no route`];
  });

/** Alert rules and dashboards name paths in patterns. */
function holdsQueries({ kind, metadata }: Manifest): boolean {
  return kind === "PrometheusRule" || metadata.name.endsWith("-dashboards");
}

/** A role without a port is asked by the image's own health check, under the image's own user. */
const asImageSays: Rule = (manifests) => {
  const image = readFileSync(CONTAINERFILE, "utf8");
  const check = JSON.parse(/HEALTHCHECK[^\n]*\\\n *CMD (\[.*\])/.exec(image)?.[1] ?? "[]").join(" ");
  const user = Number(/^USER (\d+)/m.exec(image)?.[1]);
  return listWorkloads(manifests).flatMap(({ name, pod, containers }) => [
    ...(pod.securityContext.runAsUser === user ? [] : [`${name} does not run as ${user}`]),
    ...containers
      .map(({ livenessProbe }) => livenessProbe?.exec?.command.join(" ") ?? check)
      .filter((command) => command !== check)
      .map((command) => `${name}: ${command} is not ${check}`),
  ]);
};

/** CronJobs, where there are any, call every route that the cron driver calls. */
const cronJobsCallAll: Rule = (manifests) => {
  const jobs = ofKind(manifests, "CronJob");
  if (jobs.length === 0) return [];
  const called = JSON.stringify(jobs);
  return listCronRoutes()
    .filter((route) => !called.includes(`/api/cron/${route}"`))
    .map((route) => `nobody calls /api/cron/${route}`);
};

export function listCronRoutes(): string[] {
  return readdirSync(`${ROUTES}/api/cron`).filter((name) =>
    existsSync(`${ROUTES}/api/cron/${name}/route.ts`),
  );
}

const Lag = z.looseObject({
  metadata: z.object({ labels: z.looseObject({ "uptick-region": z.string() }) }).loose(),
  spec: z.looseObject({
    triggers: z.array(z.looseObject({ type: z.string(), metadata: z.record(z.string(), z.string()) })),
  }),
});

/** KEDA asks for the lag of the very streams and group that the product uses. */
const lagIsOfStreams: Rule = (manifests) =>
  ofKind(manifests, "ScaledObject").flatMap((manifest) => {
    const { metadata, spec } = Lag.parse(manifest);
    const region = metadata.labels["uptick-region"];
    const asked = spec.triggers
      .filter(({ type }) => type === "redis-streams")
      .map((trigger) => `${trigger.metadata.stream} ${trigger.metadata.consumerGroup}`);
    const wanted = [checksKey(region), urgentKey(region)].map((stream) => `${stream} ${PROBE_GROUP}`);
    return asked.join() === wanted.join()
      ? []
      : [`${region}: asks for ${asked.join()} instead of ${wanted.join()}`];
  });

/** How manifests fit this program. */
export const ROLE_RULES = {
  "every role starts with what it is given": rolesStart,
  "every path is a route": routesExist,
  "pods are as the image says": asImageSays,
  "cron jobs call every route": cronJobsCallAll,
  "the lag is that of the streams": lagIsOfStreams,
} satisfies Record<string, Rule>;
