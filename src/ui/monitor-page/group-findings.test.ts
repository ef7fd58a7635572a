import { expect, test } from "vitest";
import type { FindingView } from "#contracts/view.ts";
import { groupFindings } from "./group-findings.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const found = (key: FindingView["key"], value: string, region = "eu"): FindingView => ({
  key,
  value,
  region,
  regionName: region.toUpperCase(),
  seenAt: NOW,
});

test("what every region sees alike is said once, what differs names its regions", () => {
  const groups = groupFindings(
    [
      found("httpVersion", "2", "eu"),
      found("httpVersion", "2", "us"),
      found("tlsProtocol", "TLSv1.3", "eu"),
      found("tlsProtocol", "TLSv1.2", "us"),
    ],
    NOW,
  );
  expect(
    groups.map(({ key, values }) => [key, values.map(({ value, regions }) => [value, regions])]),
  ).toEqual([
    ["httpVersion", [["2", null]]],
    [
      "tlsProtocol",
      [
        ["TLSv1.3", ["EU"]],
        ["TLSv1.2", ["US"]],
      ],
    ],
  ]);
});

test.each([
  { ends: "2026-12-05T11:59:59Z", daysLeft: 13, isSoon: true },
  { ends: "2026-12-05T12:00:00Z", daysLeft: 14, isSoon: false },
  { ends: "2026-11-21T11:59:59Z", daysLeft: -1, isSoon: true },
])("a certificate that ends at $ends has $daysLeft days left", ({ ends, daysLeft, isSoon }) => {
  const [group] = groupFindings([found("certificateExpiresAt", ends)], NOW);
  expect(group?.values).toMatchObject([{ daysLeft, isSoon }]);
});

test("an end that is no date is shown as it is", () => {
  const [group] = groupFindings([found("domainExpiresAt", "soon")], NOW);
  expect(group?.values).toEqual([
    { value: "soon", regions: null, endsAt: null, daysLeft: null, isSoon: false },
  ]);
});
