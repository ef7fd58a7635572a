import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { HARDENING_RULES } from "./kubernetes/hardening-rules.ts";
import { listWorkloads, type Manifest, ofKind } from "./kubernetes/manifest.ts";
import { listStrayExceptions, mayBeReached, mayConnect, type Place } from "./kubernetes/network-reach.ts";
import { listCronRoutes, ROLE_RULES } from "./kubernetes/role-rules.ts";
import { WIRING_RULES } from "./kubernetes/wiring-rules.ts";
import { CHART, canRenderCharts, compileChartRenderer, type RenderChart } from "./render-chart.ts";

const RULES = Object.entries({ ...HARDENING_RULES, ...WIRING_RULES, ...ROLE_RULES });
const values = Object.fromEntries(
  readdirSync(join(CHART, "ci")).map((file) => [
    file.replace("-values.yaml", ""),
    readFileSync(join(CHART, "ci", file), "utf8"),
  ]),
);

let render: RenderChart;
const known = new Map<string, Manifest[]>();
function rendered(name: string): Manifest[] {
  const manifests = known.get(name) ?? render({ values: values[name] ?? "" }).manifests;
  known.set(name, manifests);
  return manifests;
}
const labelsOf = (manifests: Manifest[], component: string): Record<string, string> => {
  const found = listWorkloads(manifests).find(
    ({ labels }) => labels["app.kubernetes.io/component"] === component,
  );
  if (!found) throw new Error(`No pods of ${component}.`);
  return found.labels;
};

// Without Go there is no renderer; CI has it (scripts/test-tools.mjs).
describe.skipIf(!canRenderCharts() && !process.env.CI)("the Helm chart", () => {
  beforeAll(() => {
    render = compileChartRenderer();
  });

  describe.each(Object.keys(values))("with the %s values", (name) => {
    test.each(RULES)("%s", (_, findProblems) => {
      expect(findProblems(rendered(name))).toEqual([]);
    });

    test("renders the same twice, and leaves no value out", () => {
      expect(render({ values: values[name] ?? "" }).manifests).toEqual(rendered(name));
      expect(JSON.stringify(rendered(name))).not.toContain("<no value>");
    });
  });

  test("the defaults render, and say that nothing is checked yet", () => {
    const { manifests, notes } = render({ values: "" });
    expect(RULES.flatMap(([, findProblems]) => findProblems(manifests))).toEqual([]);
    expect(notes).toContain("No region has probes yet");
    expect(render({ values: values.small ?? "" }).notes).not.toContain("No region has probes yet");
  });

  test("migrations run before anything of a version starts, and make the regions", () => {
    const [migrate] = ofKind(rendered("full"), "Job");
    expect(migrate?.metadata.annotations["helm.sh/hook"]).toBe("pre-install,pre-upgrade");
    expect(JSON.stringify(migrate)).toContain("asia=$(TOKEN_ASIA),eu=$(TOKEN_EU),us-east=$(TOKEN_US_EAST)");
  });

  test("a region whose probes are elsewhere has none here", () => {
    const names = ofKind(rendered("full"), "StatefulSet").map(({ metadata }) => metadata.name);
    expect(names).toEqual(["uptick-probe-eu", "uptick-probe-us-east"]);
  });

  test("where only probes run, nothing else does", () => {
    const kinds = rendered("probes-only").map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set(["NetworkPolicy", "StatefulSet", "PodDisruptionBudget", "Service", "ServiceAccount"]),
    );
  });

  test("the ingress neither buffers nor ends live screens", () => {
    const [ingress] = ofKind(rendered("full"), "Ingress");
    expect(ingress?.metadata.annotations).toMatchObject({
      "nginx.ingress.kubernetes.io/proxy-buffering": "off",
      "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600",
    });
    expect(JSON.stringify(ofKind(rendered("upstash"), "HTTPRoute"))).toContain('"timeouts":{"request":"0s"}');
  });

  test("with metrics, Prometheus reaches every process, and without them nobody does", () => {
    const pods = (name: string) => listWorkloads(rendered(name)).filter(({ isServing }) => isServing);
    const open = (name: string, labels: Record<string, string>, port: number) =>
      mayBeReached(rendered(name), labels, {
        from: { pod: {}, namespace: { "kubernetes.io/metadata.name": "monitoring" } },
        port,
      });
    const portOf = (name: string) => (name.endsWith("-app") ? 3000 : 9464);
    expect(pods("full").filter(({ name, labels }) => !open("full", labels, portOf(name)))).toEqual([]);
    expect(pods("small").filter(({ labels }) => open("small", labels, 9464))).toEqual([]);
    expect(ofKind(rendered("full"), "ServiceMonitor", "PodMonitor")).toHaveLength(2);
  });

  test("the alert rules and dashboards are those of deploy", () => {
    const [rules] = ofKind(rendered("full"), "PrometheusRule");
    expect(rules?.spec).toEqual(parse(readFileSync("deploy/prometheus/rules.yaml", "utf8")));
    const [dashboards] = ofKind(rendered("full"), "ConfigMap").filter(({ metadata }) =>
      metadata.name.endsWith("-dashboards"),
    );
    const kept = "deploy/grafana/dashboards";
    const files = readdirSync(kept).map((file) => [file, readFileSync(join(kept, file), "utf8").trim()]);
    expect(dashboards?.data).toEqual(Object.fromEntries(files));
  });

  test("a change of a variable replaces the app, and nothing else does", () => {
    const checksum = (text: string) =>
      /checksum\/config":"(\w+)/.exec(JSON.stringify(render({ values: text }).manifests))?.[1];
    expect(checksum("env: { LOG_LEVEL: debug }")).not.toBe(checksum(""));
    expect(checksum("app: { replicas: 5 }")).toBe(checksum(""));
  });

  test("names that Kubernetes would refuse are refused here", () => {
    const region = `r${"-long".repeat(5)}`;
    const text = `probes: { regions: { ${region}: { tokenSecret: { name: probes, key: r } } } }`;
    expect(() => render({ values: text, name: "a-release-of-a-long-name" })).toThrow(
      /longer than 52 characters/,
    );
  });

  test("the routes of the CronJobs are those of vercel.json", () => {
    const hosted = JSON.parse(readFileSync("vercel.json", "utf8")) as {
      crons: { path: string; schedule: string }[];
    };
    const { cron } = parse(readFileSync(join(CHART, "values.yaml"), "utf8")) as {
      cron: { routes: Record<string, string> };
    };
    const routes = hosted.crons.map(({ path, schedule }) => [path.replace("/api/cron/", ""), schedule]);
    expect(cron.routes).toEqual(Object.fromEntries(routes));
    expect(Object.keys(cron.routes).sort()).toEqual(listCronRoutes().sort());
  });

  test("a CronJob calls its route with the secret, and fails when the route does", async () => {
    const asked: string[] = [];
    const app = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(asked.length === 1 ? 200 : 503).end("{}");
    });
    app.listen(0, "127.0.0.1");
    await once(app, "listening");
    const { port } = app.address() as AddressInfo;
    const [job] = ofKind(rendered("upstash"), "CronJob");
    const { containers } = listWorkloads(job ? [job] : [])[0] ?? { containers: [] };
    const [{ command = [], args = [] } = {}] = containers;
    const env = {
      ...process.env,
      CRON_URL: `http://127.0.0.1:${port}/api/cron/clock`,
      CRON_SECRET: "secret",
    };
    const run = async () => {
      const child = spawn(process.execPath, [...command.slice(1), ...args], { env });
      const [code] = await once(child, "exit");
      return code;
    };
    expect([await run(), await run()]).toEqual([0, 1]);
    expect(asked).toEqual(Array(2).fill("GET /api/cron/clock Bearer secret"));
    app.close();
  });

  describe("network policies", () => {
    const METADATA = [
      "169.254.169.254",
      "fd00:ec2::254",
      "169.254.170.2",
      "100.100.100.200",
      "192.0.0.192",
      "fd20:ce::254",
    ];
    const everybody = ["app", "cron", "migrate", "bridge", "probe"];

    test.each(Object.keys(values))("with the %s values nobody reaches a metadata address", (name) => {
      const manifests = rendered(name);
      expect(listStrayExceptions(manifests)).toEqual([]);
      const reached = listWorkloads(manifests).flatMap(({ name: pod, labels }) =>
        METADATA.flatMap((address) =>
          [80, 443, 53, 5432, 6379]
            .filter((port) => mayConnect(manifests, labels, { to: { address }, port }))
            .map((port) => `${pod} → ${address}:${port}`),
        ),
      );
      expect(reached).toEqual([]);
    });

    const public4: Place = { address: "93.184.216.34" };
    const inside: Place = { address: "10.1.2.3" };
    const other: Place = { pod: { app: "other" }, namespace: { "kubernetes.io/metadata.name": "other" } };
    const dns: Place = {
      pod: { "k8s-app": "kube-dns" },
      namespace: { "kubernetes.io/metadata.name": "kube-system" },
    };
    test.each<{ from: string; to: Place; port: number; protocol?: string; may: boolean }>([
      { from: "probe", to: public4, port: 8443, may: true },
      { from: "probe", to: public4, port: 123, protocol: "UDP", may: true },
      { from: "probe", to: { address: "2606:2800:220:1::1" }, port: 443, may: true },
      { from: "probe", to: inside, port: 443, may: false },
      { from: "probe", to: { address: "127.0.0.1" }, port: 443, may: false },
      { from: "probe", to: { address: "fd12::1" }, port: 443, may: false },
      { from: "probe", to: other, port: 443, may: false },
      { from: "probe", to: other, port: 5432, may: false },
      { from: "probe", to: dns, port: 53, protocol: "UDP", may: true },
      { from: "app", to: public4, port: 587, may: true },
      { from: "app", to: inside, port: 5432, may: true },
      { from: "app", to: other, port: 5432, may: true },
      { from: "app", to: inside, port: 443, may: false },
      { from: "bridge", to: inside, port: 6379, may: true },
      { from: "bridge", to: public4, port: 443, may: false },
      { from: "cron", to: public4, port: 443, may: false },
      { from: "cron", to: dns, port: 53, protocol: "UDP", may: true },
      { from: "migrate", to: inside, port: 5432, may: true },
      { from: "migrate", to: public4, port: 443, may: false },
    ])("$from to $to at $port: $may", ({ from, may, ...way }) => {
      const manifests = rendered("small");
      expect(mayConnect(manifests, labelsOf(manifests, from), way)).toBe(may);
    });

    test("parts reach each other where they have to, and only there", () => {
      const manifests = rendered("small");
      const ports: Record<string, number> = {
        app: 3000,
        bridge: 8079,
        cron: 3000,
        migrate: 3000,
        probe: 3000,
      };
      const ways = everybody.flatMap((from) =>
        everybody
          .filter((to) => {
            const [source, target] = [labelsOf(manifests, from), labelsOf(manifests, to)];
            const port = ports[to] ?? 0;
            return (
              mayConnect(manifests, source, { to: { pod: target }, port }) &&
              mayBeReached(manifests, target, { from: { pod: source }, port })
            );
          })
          .map((to) => `${from} → ${to}`),
      );
      expect(ways).toEqual(["app → bridge", "cron → app", "probe → app", "probe → bridge"]);
    });

    test("the app is open to the ingress and the monitoring, and to nobody else", () => {
      const manifests = rendered("small");
      const from = (name: string): Place => ({ pod: {}, namespace: { "kubernetes.io/metadata.name": name } });
      const may = (place: Place) =>
        mayBeReached(manifests, labelsOf(manifests, "app"), { from: place, port: 3000 });
      expect([from("ingress-nginx"), from("monitoring"), from("other"), public4].map(may)).toEqual([
        true,
        true,
        false,
        false,
      ]);
    });

    test("networks that the values name are open, but for the metadata in them", () => {
      const manifests = rendered("full");
      const reach = (address: string) =>
        mayConnect(manifests, labelsOf(manifests, "probe"), { to: { address }, port: 80 });
      expect(["10.20.1.1", "fd12::1", "100.64.3.3"].map(reach)).toEqual([true, true, true]);
      expect(["10.21.1.1", "192.168.0.1", ...METADATA].some(reach)).toBe(false);
    });
  });
});
