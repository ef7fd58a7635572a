import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { HARDENING_RULES } from "./kubernetes/hardening-rules.ts";
import { type Manifest, ofKind } from "./kubernetes/manifest.ts";
import { listStrayExceptions, mayConnect } from "./kubernetes/network-reach.ts";
import { resolveKustomize } from "./kubernetes/resolve-kustomize.ts";
import { ROLE_RULES, SECRET_SAMPLES } from "./kubernetes/role-rules.ts";
import { WIRING_RULES } from "./kubernetes/wiring-rules.ts";
import { parseManifests } from "./parse-manifests.ts";

const ROOT = "deploy/kubernetes";
const overlays = ["overlays/example", "overlays/example/migrate"];
const all = overlays.flatMap((overlay) => resolveKustomize(join(ROOT, overlay)));

describe("plain Kubernetes", () => {
  // The migration's account and policy are those of the rest, so both are judged together.
  test.each(Object.entries({ ...HARDENING_RULES, ...WIRING_RULES, ...ROLE_RULES }))(
    "%s",
    (_, findProblems) => {
      expect(findProblems(all)).toEqual([]);
    },
  );

  test("an overlay says which image, variables, regions and how many", () => {
    const text = JSON.stringify(all);
    expect(text).not.toContain('"uptick:0.1.0"');
    expect(text.match(/"registry.example.com\/uptick:0.1.0"/g)).toHaveLength(6);
    expect(ofKind(all, "ConfigMap")[0]?.data).toMatchObject({
      UPTICK_TRUST_PROXY: "1",
      UPTICK_LINGER_MS: "0",
    });
    expect(
      ofKind(all, "Deployment").find(({ metadata }) => metadata.name === "uptick-app")?.spec.replicas,
    ).toBe(3);
  });

  test("probes reach what is public, and neither metadata nor the cluster", () => {
    const pod = { "app.kubernetes.io/name": "uptick", "app.kubernetes.io/component": "probe" };
    const reach = (address: string) => mayConnect(all, pod, { to: { address }, port: 80 });
    expect(["93.184.216.34", "2606:2800:220:1::1"].map(reach)).toEqual([true, true]);
    expect(["169.254.169.254", "fd00:ec2::254", "10.0.0.1", "192.168.0.1", "100.64.0.1"].some(reach)).toBe(
      false,
    );
    expect(listStrayExceptions(all)).toEqual([]);
  });

  test("the sample of external secrets fills every key that the pods read", () => {
    const secrets = resolveKustomize(join(ROOT, "external-secrets"));
    const filled = JSON.stringify(secrets);
    const read = [...JSON.stringify(all).matchAll(/"secretKeyRef":\{"name":"uptick","key":"(\w+)"\}/g)];
    const keys = new Set([
      ...read.map(([, key = ""]) => key),
      "DATABASE_URL",
      "NEXTAUTH_SECRET",
      "UPTICK_ENCRYPTION_KEYS",
    ]);
    expect([...keys].filter((key) => !filled.includes(`"secretKey":"${key}"`))).toEqual([]);
    const named = [...filled.matchAll(/"secretKey":"(\w+)"/g)].map(([, key = ""]) => key);
    expect(named.filter((key) => !(key in SECRET_SAMPLES))).toEqual([]);
  });

  // Where kubectl is, it says whether the overlays are understood here as kustomize understands them.
  test.skipIf(spawnSync("kubectl", ["kustomize", "--help"]).status !== 0).each(overlays)(
    "%s means the same to kubectl",
    (overlay) => {
      const theirs = execFileSync("kubectl", ["kustomize", join(ROOT, overlay)], { encoding: "utf8" });
      expect(comparable(resolveKustomize(join(ROOT, overlay)))).toEqual(
        comparable(parseManifests(theirs.replaceAll(/(uptick-env)-[a-z0-9]{10}\b/g, "$1"))),
      );
    },
  );
});

function comparable(manifests: Manifest[]): unknown[] {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    const record = z.record(z.string(), z.unknown()).safeParse(value);
    if (!record.success) return value;
    return Object.fromEntries(
      Object.entries(record.data)
        .sort()
        .map(([name, inner]) => [name, sorted(inner)]),
    );
  };
  const keyOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
  return [...manifests].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)).map(sorted);
}
