import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ProbeBeat, type ProbeConfig, ProbeHello, ProbeReport } from "#contracts/probe-rpc.ts";

export type FakeApp = {
  url: string;
  reports: ProbeReport[];
  hellos: ProbeHello[];
  beats: ProbeBeat[];
  configs: Map<number, ProbeConfig>;
  configsAsked: Set<number>;
  /** While true, every call answers 503. */
  isAway: boolean;
  close(): Promise<void>;
};

type Question = { name: string; input: unknown };

/** The app's probe router as far as a probe sees it, over real HTTP, in tRPC's wire form. */
export async function startFakeApp(region: string, token: string): Promise<FakeApp> {
  const app: FakeApp = {
    url: "",
    reports: [],
    hellos: [],
    beats: [],
    configs: new Map(),
    configsAsked: new Set(),
    isAway: false,
    close: async () => undefined,
  };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const say = (status: number, answer: unknown) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      };
      if (app.isAway) return say(503, {});
      if (request.headers.authorization !== `Bearer ${token}`) return say(401, {});
      const name = (request.url ?? "").replace("/api/probe-rpc/probe.", "");
      say(200, { result: { data: answerTo(app, region, { name, input: JSON.parse(body) }) } });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  app.url = `http://127.0.0.1:${port}`;
  app.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return app;
}

function answerTo(app: FakeApp, region: string, { name, input }: Question): unknown {
  if (name === "hello") {
    app.hellos.push(ProbeHello.parse(input));
    return { region, serverTime: Date.now(), controlTargets: [] };
  }
  if (name === "configs") {
    const { monitorIds } = input as { monitorIds: number[] };
    for (const id of monitorIds) app.configsAsked.add(id);
    return monitorIds.map((id) => app.configs.get(id) ?? { state: "off", monitorId: id });
  }
  if (name === "report") {
    const report = ProbeReport.parse(input);
    app.reports.push(report);
    return { accepted: report.ticks.length, duplicates: 0, dropped: 0 };
  }
  app.beats.push(input as ProbeBeat);
  return { serverTime: Date.now(), changedMonitorIds: [], changedAll: false };
}
