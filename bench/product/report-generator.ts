import { Agent, request } from "node:http";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { Tick } from "#contracts/tick.ts";

const LANES = 4;

export type Posting = {
  url: string;
  token: string;
  monitorIds: readonly number[];
  reports: number;
  ticksPerReport: number;
};

/** Posts reports of good ticks as a probe would, over kept-alive connections, four at a time. */
export async function postReports(posting: Posting): Promise<{ ticks: number; seconds: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  const startedAt = performance.now();
  let next = 0;
  const slotOf = slotDealer();
  const lane = async () => {
    while (next < posting.reports) {
      const body = reportBody(posting, { number: next, slotOf });
      next += 1;
      await postReport({ ...posting, agent }, body);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  agent.destroy();
  return { ticks: posting.reports * posting.ticksPerReport, seconds: (performance.now() - startedAt) / 1000 };
}

/** Each round of all monitors has the moment of its first report as its slot: as fresh as a probe's. */
function slotDealer(): (round: number) => number {
  const slots: number[] = [];
  return (round) => {
    slots[round] ??= Math.max(Date.now(), (slots[round - 1] ?? 0) + 1);
    return slots[round];
  };
}

function reportBody(posting: Posting, report: { number: number; slotOf: (round: number) => number }): string {
  const perRound = Math.floor(posting.monitorIds.length / posting.ticksPerReport);
  const scheduledAt = report.slotOf(Math.floor(report.number / perRound));
  const from = (report.number % perRound) * posting.ticksPerReport;
  const ticks = posting.monitorIds
    .slice(from, from + posting.ticksPerReport)
    .map((id) => goodTick(id, scheduledAt));
  return JSON.stringify({ ticks, gaps: [], regionHealthy: true } satisfies ProbeReport);
}

function goodTick(monitorId: number, scheduledAt: number): Tick {
  return {
    monitorId,
    configVersion: 1,
    scheduledAt,
    origin: "scheduled",
    lateMs: 1,
    outcome: "ok",
    status: 200,
    totalUs: 1400 + (monitorId % 300),
    dnsUs: 90,
    connectUs: 210,
    tlsUs: null,
    ttfbUs: 700,
    transferUs: 400,
    bytes: 120,
  };
}

function postReport(to: { url: string; token: string; agent: Agent }, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization: `Bearer ${to.token}`,
    };
    const call = request(to.url, { method: "POST", agent: to.agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${to.url} answered ${response.statusCode}: ${Buffer.concat(chunks)}`));
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}
