import { createServer } from "node:http";

/** The least that a server can do with a report: read it, parse it, answer. GET says how much CPU it has used. */
let ticks = 0;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(request.method === "GET" ? usage() : receipt(Buffer.concat(chunks)));
  });
});

function usage(): string {
  const { user, system } = process.cpuUsage();
  return JSON.stringify({ cpuUs: user + system, ticks });
}

function receipt(body: Buffer): string {
  const report = JSON.parse(body.toString("utf8")) as { ticks: unknown[] };
  ticks += report.ticks.length;
  return JSON.stringify({ result: { data: { accepted: report.ticks.length, duplicates: 0, dropped: 0 } } });
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
