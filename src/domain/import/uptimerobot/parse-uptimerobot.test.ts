import { expect, test } from "vitest";
import { parseUptimeRobot } from "./parse-uptimerobot.ts";

/** After the documentation of API v2, method getMonitors. */
const V2 = {
  stat: "ok",
  pagination: { offset: 0, limit: 50, total: 4 },
  monitors: [
    {
      id: 777749809,
      friendly_name: "Google",
      url: "https://www.google.com",
      type: 1,
      sub_type: "",
      keyword_type: null,
      keyword_value: "",
      http_username: "",
      http_password: "",
      port: "",
      interval: 900,
      timeout: 20,
      status: 2,
      alert_contacts: [{ id: "0457", type: 2, value: "ops@example.com" }],
    },
    {
      id: 2,
      friendly_name: "Words",
      url: "https://a.example.com",
      type: 2,
      keyword_type: 1,
      keyword_value: "error",
      status: 0,
    },
    {
      id: 3,
      friendly_name: "Mail",
      url: "mail.example.com",
      type: 4,
      sub_type: 4,
      port: "",
      interval: 300,
      status: 2,
    },
    {
      id: 4,
      friendly_name: "Job",
      url: "https://heartbeat.uptimerobot.com/m4",
      type: 5,
      interval: 3600,
      status: 2,
    },
  ],
};

/** After the documentation of API v3, GET /monitors. */
const V3 = {
  nextLink: null,
  data: [
    {
      id: 800,
      friendlyName: "API",
      url: "https://api.example.com/health",
      type: "KEYWORD",
      interval: 60,
      timeout: 30,
      keywordType: "ALERT_NOT_EXISTS",
      keywordValue: "ok",
      keywordCaseType: "CaseSensitive",
      httpMethodType: "GET",
      authType: "HTTP_BASIC",
      httpUsername: "bob",
      httpPassword: "hunter2!",
      successHttpResponseCodes: ["2xx", "301"],
      customHttpHeaders: { "X-Api-Key": "k-123456" },
      tags: [{ id: 1, name: "Production" }],
      status: "PAUSED",
    },
    { id: 801, friendlyName: "Feed", url: "10.0.0.1", type: "UDP", interval: 60, status: "UP" },
  ],
};

test("monitors of API v2 are read by their numbers", () => {
  const { document, warnings } = parseUptimeRobot(JSON.stringify(V2));
  const [google, words, mail, job] = document.monitors;
  expect(google).toMatchObject({ key: "777749809", intervalSec: 900, timeoutMs: 20_000, paused: false });
  expect(words).toMatchObject({ paused: true, check: { keyword: { text: "error", mode: "absent" } } });
  expect(mail?.check).toMatchObject({ kind: "tcp", host: "mail.example.com", port: 25 });
  expect(job?.check).toMatchObject({ kind: "heartbeat", timing: { periodSec: 3600 } });
  expect(warnings.find(({ item, kind }) => item === "Google" && kind === "lost")).toBeDefined();
});

test("monitors of API v3 are read by their names, and credentials are kept apart", () => {
  const { document, warnings, secrets } = parseUptimeRobot(JSON.stringify(V3));
  expect(document.monitors).toEqual([
    expect.objectContaining({
      tags: ["production"],
      paused: true,
      check: expect.objectContaining({
        keyword: { text: "ok", mode: "present" },
        auth: { type: "basic", username: "bob", password: "{{secret.API_PASSWORD}}" },
        headers: [{ name: "X-Api-Key", value: "{{secret.API_X_API_KEY}}" }],
        expectedStatus: [
          { from: 200, to: 299 },
          { from: 301, to: 301 },
        ],
      }),
    }),
  ]);
  expect(secrets.map(({ value }) => value).sort()).toEqual(["hunter2!", "k-123456"]);
  expect(warnings.find(({ item, kind }) => item === "Feed" && kind === "skipped")).toBeDefined();
});

test("several pages in a list are one import", () => {
  expect(parseUptimeRobot(JSON.stringify([V2, V3])).document.monitors).toHaveLength(5);
});

test("what UptimeRobot answers instead of monitors is passed on", () => {
  const refusal = { stat: "fail", error: { type: "invalid_parameter", message: "api_key is wrong." } };
  expect(() => parseUptimeRobot(JSON.stringify(refusal))).toThrow("UptimeRobot said: api_key is wrong.");
  expect(() => parseUptimeRobot("<html>")).toThrow("This is not JSON");
  expect(() => parseUptimeRobot("[[[[[[]]]]]]")).toThrow("There are no monitors");
});
