import Papa from "papaparse";
import { expect, test } from "vitest";
import { anSlaReport } from "#testing/sla-report-builder.ts";
import { writeReportCsv } from "./write-report-csv.ts";
import { writeReportPdf } from "./write-report-pdf.ts";

test("the CSV has every part in columns of one width, and runs nothing that somebody typed as a name", async () => {
  const report = await anSlaReport();
  const csv = writeReportCsv(report);
  const { data, errors } = Papa.parse<string[]>(csv.trimEnd());
  expect(errors).toEqual([]);
  expect(new Set(data.map((row) => row.length))).toEqual(new Set([10]));
  expect([...new Set(data.map(([part]) => part))]).toEqual([
    "part",
    "result",
    "monitor",
    "day",
    "exclusion",
    "incident",
    "digest",
  ]);
  expect(csv).toContain("'=Bank");
});

test("the PDF is one, with letters beyond its font written as question marks", async () => {
  const report = await anSlaReport({ name: "भुगतान Checkout 结账" });
  const pdf = await writeReportPdf(report);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.subarray(-6).toString()).toContain("%%EOF");
  expect(pdf.toString("latin1")).toMatch(/\/FontFile2/);
});
