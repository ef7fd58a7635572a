import { request } from "node:http";
import type { Client } from "pg";
import { quantile } from "../report/quantile.ts";

const TIMES = 60;

/** The least that an alert takes on this machine under this load: one commit and one POST on a fresh connection; median. */
export async function measureBareAlert(given: { db: Client; target: { hookUrl: string } }): Promise<number> {
  await given.db.query("CREATE TABLE bare_alert (at timestamptz)");
  const tookMs: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const startedAt = performance.now();
    await given.db.query("INSERT INTO bare_alert VALUES (now())");
    await post(given.target.hookUrl);
    tookMs.push(performance.now() - startedAt);
  }
  await given.db.query("DROP TABLE bare_alert");
  return quantile(tookMs, 0.5);
}

function post(url: string): Promise<void> {
  const body = JSON.stringify({ type: "bare" });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", agent: false, headers }, (response) => {
      response.resume();
      response.once("end", resolve);
    })
      .once("error", reject)
      .end(body);
  });
}
