import { expect, test } from "vitest";
import { conclude, formatFindings } from "./doctor.ts";
import type { Finding } from "./doctor-checks.ts";

const fine: Finding = { name: "Node", state: "ok", text: "20" };
const odd: Finding = { name: "Job stream", state: "warn", text: "in memory" };
const bad: Finding = { name: "Port 3000", state: "fail", text: "taken" };

test.each([
  { name: "all is well", findings: [fine], runsAt: null, says: "Uptick can be started: npm run up." },
  {
    name: "a warning does not keep from starting",
    findings: [fine, odd],
    runsAt: null,
    says: "Uptick can be started: npm run up. What is marked warn can wait.",
  },
  {
    name: "what fails is named",
    findings: [fine, odd, bad],
    runsAt: null,
    says: "Uptick cannot start before this is mended: Port 3000.",
  },
  {
    name: "what runs is not to be started",
    findings: [fine, odd],
    runsAt: "http://localhost:3000",
    says: "Uptick is running: http://localhost:3000",
  },
])("$name", ({ findings, runsAt, says }) => {
  expect(conclude(findings, runsAt)).toBe(says);
});

test("findings are a table", () => {
  expect(formatFindings([fine, odd])).toBe("ok    Node        20\nwarn  Job stream  in memory");
});
