import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTargetFarm, type TargetFarm } from "./target-farm.ts";
import { answerInTurn, answerPage } from "./web-answers.ts";

let farm: TargetFarm;
beforeAll(async () => {
  farm = await startTargetFarm();
});
afterAll(() => farm.stop());

test.each<{ name: keyof TargetFarm["urls"]; answers: string }>([
  { name: "fast", answers: "200" },
  { name: "redirectChain", answers: "302" },
  { name: "redirectLoop", answers: "301" },
  { name: "serverError", answers: "503" },
  { name: "tlsTrusted", answers: "200" },
  { name: "tlsSelfSigned", answers: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  { name: "tlsExpired", answers: "CERT_HAS_EXPIRED" },
  { name: "tlsWrongHost", answers: "ERR_TLS_CERT_ALTNAME_INVALID" },
  { name: "hanging", answers: "deadline" },
  { name: "dripping", answers: "deadline" },
  { name: "reset", answers: "ECONNRESET" },
  { name: "garbage", answers: "HPE_INVALID_CONSTANT" },
  { name: "refused", answers: "ECONNREFUSED" },
  { name: "huge", answers: "200" },
])("$name answers $answers", async ({ name, answers }) => {
  expect(await ask(farm.urls[name])).toBe(answers);
});

test("a script answers in turn and counts its visitors", async () => {
  const url = farm.script("/flapping", answerInTurn([answerPage(200, "up"), answerPage(500, "down")]));
  expect([await ask(url), await ask(url), await ask(url)]).toEqual(["200", "500", "500"]);
  expect(farm.hits("/flapping")).toBe(3);
});

function ask(url: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { agent: false, ca: farm.authority.cert, signal: AbortSignal.timeout(300) };
    const request = url.startsWith("https:") ? requestHttps(url, options) : requestHttp(url, options);
    request.once("response", (response) => {
      response.once("end", () => resolve(String(response.statusCode)));
      response.once("error", () => resolve("deadline"));
      response.resume();
    });
    request.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.name === "AbortError" ? "deadline" : (error.code ?? error.message)),
    );
    request.end();
  });
}
