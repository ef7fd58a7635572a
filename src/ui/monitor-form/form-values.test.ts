import { describe, expect, test } from "vitest";
import { Check, MonitorInput } from "#contracts/check.ts";
import { CHECK_KINDS, type CheckKind } from "#contracts/checks/check-kinds.ts";
import { FULL_CHECKS } from "#testing/checks/full-checks.ts";
import type { DraftRecord } from "./draft.ts";
import { type CheckDraft, copyOf, inputOf, newCheck, newMonitorValues, valuesOf } from "./form-values.ts";

/** What has to be typed before the defaults of a kind can be saved. */
const LEAST: { [Kind in CheckKind]?: DraftRecord } = {
  http: { url: "https://example.com/" },
  tcp: { host: "db.example.com", port: "5432" },
  dns: { name: "example.com" },
  domain: { name: "example.com" },
  websocket: { url: "wss://example.com/" },
  udp: { host: "a.example.com", port: "27015", send: "ping" },
  docker: { container: "db" },
  multistep: {
    steps: [
      {
        ...((newCheck("multistep").steps as DraftRecord[])[0] as DraftRecord),
        name: "Home",
        url: "https://example.com/",
      },
    ],
  },
  browser: { flow: { type: "steps", steps: [{ type: "open", url: "https://example.com/" }] } },
};

describe.each(CHECK_KINDS)("a %s check", (kind) => {
  const ids = { name: "X", regions: kind === "heartbeat" ? [] : ["a"] };

  test("with every field set survives the form unchanged", () => {
    const times = kind === "heartbeat" ? { intervalSec: 60 } : { intervalSec: 3600 };
    const input = MonitorInput.parse({ ...ids, ...times, timeoutMs: 10_000, check: FULL_CHECKS[kind] });
    expect(inputOf(valuesOf(input))).toEqual(input);
    expect(valuesOf(inputOf(valuesOf(input)))).toEqual(valuesOf(input));
  });

  test("begins with defaults that can be saved once it knows its target", () => {
    const blank = newMonitorValues(ids.regions, kind);
    const host = "host" in blank.check && kind !== "host" ? { host: "a.example.com" } : {};
    const check: CheckDraft = { ...blank.check, ...(host as DraftRecord), ...LEAST[kind], kind };
    const values = { ...blank, name: "X", check };
    const input = MonitorInput.parse(inputOf(values));
    expect(inputOf(valuesOf(input))).toEqual(input);
    expect(input.check).toEqual(Check.parse(input.check));
  });
});

test("a port that is no number is not taken for another", () => {
  const values = newMonitorValues(["a"], "tcp");
  const { check } = inputOf({ ...values, check: { ...values.check, host: "a", port: "1x" } });
  expect(check).toMatchObject({ port: Number.NaN });
});

test("a copy has everything but the name, and a name of its own that fits", () => {
  const blank = newMonitorValues(["a"]);
  const check = { ...blank.check, url: "https://example.com/" };
  const input = MonitorInput.parse({ ...inputOf({ ...blank, check, tags: ["prod"] }), name: "x" });
  const copy = copyOf(input, "x (copy)");
  expect(copy).toMatchObject({ name: "x (copy)", tags: ["prod"], check: { url: "https://example.com/" } });
  expect(copyOf(input, `${"x".repeat(120)} (copy)`).name).toHaveLength(120);
});
