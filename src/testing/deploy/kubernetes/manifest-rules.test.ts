import { expect, test } from "vitest";
import { HARDENING_RULES, type Rule } from "./hardening-rules.ts";
import { Manifest } from "./manifest.ts";
import { resolveKustomize } from "./resolve-kustomize.ts";
import { ROLE_RULES } from "./role-rules.ts";
import { WIRING_RULES } from "./wiring-rules.ts";

const RULES: Record<string, Rule> = { ...HARDENING_RULES, ...WIRING_RULES, ...ROLE_RULES };
const sound = [
  ...resolveKustomize("deploy/kubernetes/overlays/example"),
  ...resolveKustomize("deploy/kubernetes/overlays/example/migrate"),
];

/** The manifests with every occurrence of a text, in one of them as JSON, written differently. */
function change(of: string, from: string | RegExp, to: string): Manifest[] {
  const changed = sound.map((manifest) => {
    if (`${manifest.kind} ${manifest.metadata.name}` !== of) return manifest;
    const text = JSON.stringify(manifest);
    const other = text.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to);
    if (other === text) throw new Error(`${of} does not hold ${from}`);
    return Manifest.parse(JSON.parse(other));
  });
  if (changed.every((manifest, at) => manifest === sound[at])) throw new Error(`There is no ${of}`);
  return changed;
}

const without = (of: string) => sound.filter(({ kind, metadata }) => `${kind} ${metadata.name}` !== of);
const and = (more: object) => [...sound, Manifest.parse(more)];
const cronJob = (path: string) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "uptick-cron-schedule" },
  spec: {
    jobTemplate: {
      spec: {
        template: {
          metadata: {},
          spec: {
            containers: [
              {
                name: "call",
                image: "a:1",
                env: [{ name: "CRON_URL", value: `http://uptick-app:3000${path}` }],
                command: ["node"],
              },
            ],
          },
        },
      },
    },
  },
});

const podMonitor = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PodMonitor",
  metadata: { name: "uptick" },
  spec: {
    selector: { matchLabels: { "app.kubernetes.io/name": "uptick" } },
    podMetricsEndpoints: [{ port: "metrics" }],
  },
};

const BROKEN: [rule: string, why: string, manifests: () => Manifest[]][] = [
  [
    "every container has requests and limits",
    "no limit",
    () => change("Deployment uptick-app", /"limits":\{[^}]*\}/, '"limits":{"cpu":"1"}'),
  ],
  [
    "no container has privileges",
    "a root that is written to",
    () => change("Deployment uptick-cron", '"readOnlyRootFilesystem":true', '"readOnlyRootFilesystem":false'),
  ],
  [
    "no container has privileges",
    "a capability",
    () => change("StatefulSet uptick-probe-eu", '"drop":["ALL"]', '"drop":["ALL"],"add":["NET_RAW"]'),
  ],
  [
    "no pod runs as root or touches its host",
    "root",
    () => change("Deployment uptick-app", '"runAsUser":1000', '"runAsUser":0'),
  ],
  [
    "no pod runs as root or touches its host",
    "the host's network",
    () => change("StatefulSet uptick-probe-eu", '"enableServiceLinks":false', '"hostNetwork":true'),
  ],
  [
    "no pod runs as root or touches its host",
    "a token",
    () =>
      change(
        "Job uptick-migrate",
        '"automountServiceAccountToken":false',
        '"automountServiceAccountToken":true',
      ),
  ],
  [
    "every image names a version",
    "latest",
    () => change("Deployment uptick-app", "uptick:0.1.0", "uptick:latest"),
  ],
  ["every image names a version", "no tag", () => change("Deployment uptick-app", "uptick:0.1.0", "uptick")],
  [
    "whatever serves is asked whether it is well",
    "no liveness",
    () => change("StatefulSet uptick-probe-eu", '"livenessProbe"', '"notAProbe"'),
  ],
  [
    "whatever serves is asked whether it is well",
    "no readiness",
    () => change("Deployment uptick-bridge", '"readinessProbe"', '"notAProbe"'),
  ],
  [
    "whatever serves is asked whether it is well",
    "a port that is not open",
    () => change("Deployment uptick-app", '"port":"http"', '"port":"web"'),
  ],
  [
    "everything has the time to end in order",
    "no grace",
    () =>
      change(
        "Deployment uptick-app",
        '"terminationGracePeriodSeconds":30',
        '"terminationGracePeriodSeconds":12',
      ),
  ],
  [
    "everything has the time to end in order",
    "an app fewer",
    () => change("Deployment uptick-app", '"maxUnavailable":0', '"maxUnavailable":1'),
  ],
  [
    "only volumes are written to",
    "no /tmp",
    () => change("Deployment uptick-app", '"mountPath":"/tmp"', '"mountPath":"/var/tmp"'),
  ],
  [
    "secrets are references",
    "a key in the pod",
    () =>
      change(
        "Deployment uptick-cron",
        /\{"name":"CRON_SECRET".*?\}\}\}/,
        '{"name":"CRON_SECRET","value":"hunter2"}',
      ),
  ],
  [
    "secrets are references",
    "a password in an address",
    () => change("ConfigMap uptick-env", "http://uptick-bridge", "http://user:hunter2@uptick-bridge"),
  ],
  [
    "secrets are references",
    "a Secret",
    () => and({ apiVersion: "v1", kind: "Secret", metadata: { name: "uptick" } }),
  ],
  ["every name is there once", "the same twice", () => [...sound, ...sound.slice(0, 1)]],
  [
    "every workload selects its own pods",
    "those of another",
    () =>
      change(
        "Deployment uptick-bridge",
        '"app.kubernetes.io/component":"bridge"',
        '"app.kubernetes.io/component":"app"',
      ),
  ],
  [
    "every selector finds pods",
    "a budget of nobody",
    () => change("PodDisruptionBudget uptick-bridge", '"bridge"', '"bridges"'),
  ],
  ["every selector finds pods", "a policy of nobody", () => without("Job uptick-migrate")],
  [
    "services lead to open ports",
    "another port",
    () => change("Service uptick-bridge", '"targetPort":"http"', '"targetPort":"rest"'),
  ],
  [
    "who comes from outside finds a service",
    "another name",
    () => change("Ingress uptick-app", '"service":{"name":"uptick-app"', '"service":{"name":"uptick"'),
  ],
  ["pods that are scraped open the port", "nobody opens it", () => and(podMonitor)],
  [
    "what is scaled is there",
    "another name",
    () => change("ScaledObject uptick-probe-us-east", '"kind":"StatefulSet"', '"kind":"Deployment"'),
  ],
  [
    "what is scaled is there",
    "two who say how many",
    () => change("StatefulSet uptick-probe-eu", '"serviceName"', '"replicas":3,"serviceName"'),
  ],
  [
    "who asks for the lag may ask",
    "nobody lets it",
    () => without("TriggerAuthentication uptick-redis-us-east"),
  ],
  ["what pods refer to is there", "no account", () => without("ServiceAccount uptick")],
  ["what pods refer to is there", "no variables", () => without("ConfigMap uptick-env")],
  ["a node can be emptied", "no budget", () => without("PodDisruptionBudget uptick-probe-eu")],
  [
    "a node can be emptied",
    "a budget that lets none go",
    () => change("PodDisruptionBudget uptick-app", '"maxUnavailable":1', '"maxUnavailable":0'),
  ],
  [
    "every role starts with what it is given",
    "no role",
    () => change("Deployment uptick-app", '"args":["app"]', '"args":["web"]'),
  ],
  [
    "every role starts with what it is given",
    "a variable that nobody knows",
    () => change("Deployment uptick-cron", "UPTICK_APP_URL", "UPTICK_URL"),
  ],
  [
    "every role starts with what it is given",
    "a value that is refused",
    () =>
      change(
        "StatefulSet uptick-probe-eu",
        '"UPTICK_EGRESS_ALLOW","value":"none"',
        '"UPTICK_EGRESS_ALLOW","value":"everything"',
      ),
  ],
  [
    "every path is a route",
    "another path",
    () => change("Deployment uptick-app", "/api/health/live", "/api/health/alive"),
  ],
  ["every path is a route", "another route of the cron", () => and(cronJob("/api/cron/plan"))],
  [
    "pods are as the image says",
    "another user",
    () => change("Deployment uptick-app", '"runAsUser":1000', '"runAsUser":1001'),
  ],
  [
    "pods are as the image says",
    "another health check",
    () => change("Deployment uptick-cron", '"healthy"', '"alive"'),
  ],
  ["cron jobs call every route", "only one", () => and(cronJob("/api/cron/schedule"))],
  [
    "the lag is that of the streams",
    "another stream",
    () => change("ScaledObject uptick-probe-us-east", "checks:us-east", "checks-us-east"),
  ],
];

test.each(BROKEN)("%s: not with %s", (rule, _, manifests) => {
  expect(RULES[rule]?.(manifests()) ?? []).not.toEqual([]);
});

test("there is a way to break each rule", () => {
  expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)));
});
