import { join } from "node:path";
import PDFDocument from "pdfkit";
import type { SlaReport } from "#contracts/sla-report.ts";
import { durationInWords } from "#domain/notification/duration-in-words.ts";
import { nameTarget } from "#domain/objective/describe-method.ts";

const FONTS = join(process.cwd(), "node_modules", "geist", "dist", "fonts", "geist-sans");
const [REGULAR, STRONG] = [join(FONTS, "Geist-Regular.ttf"), join(FONTS, "Geist-SemiBold.ttf")];
const MARGIN = 48;
const [INK, SOFT, LINE] = ["#18181b", "#52525b", "#d4d4d8"];
/** What Geist has letters for; anything else would be an empty box. */
const NOT_COVERED =
  /[^\u0020-\u024f\u02c6-\u02dd\u1e00-\u1eff\u2010-\u2026\u2030\u2039\u203a\u20ac\u2122\u2190-\u2193\u2212\n]/gu;
/** Long lists stand in full in the JSON. */
const MOST_ROWS = 400;

type Pdf = InstanceType<typeof PDFDocument>;

/** The report for people, on A4, in English. Only the JSON can be verified. */
export async function writeReportPdf(report: SlaReport): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    font: REGULAR,
    bufferPages: true,
    info: { Title: plain(`${report.objective.name}, ${report.period.month}`), Producer: "Uptick" },
  });
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on("end", () => resolve());
    pdf.on("error", reject);
  });
  writeHead(pdf, report);
  writeTables(pdf, report);
  writeSeal(pdf, report);
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}

function writeHead(pdf: Pdf, { objective, period, result, method }: SlaReport): void {
  pdf.font(STRONG).fontSize(20).fillColor(INK).text(plain(objective.name));
  pdf
    .font(REGULAR)
    .fontSize(10)
    .fillColor(SOFT)
    .text(`Availability report for ${period.month} (${objective.zone})`);
  pdf.moveDown(1);
  const target = nameTarget(objective.targetMilli / 1000);
  const words =
    result.met === null ? "Nothing is known" : result.met ? "The target was met" : "The target was missed";
  pdf
    .font(STRONG)
    .fontSize(28)
    .fillColor(INK)
    .text(result.percent === null ? "No figure" : `${result.percent} %`);
  pdf.font(REGULAR).fontSize(11).fillColor(SOFT).text(`${words}: ${target} % of the counted time.`);
  pdf.moveDown(0.5);
  const lines = [
    `Down ${durationInWords(result.downMs)} of a budget of ${durationInWords(result.budgetMs)}.`,
    `Coverage ${result.coverage ?? "0.000"} %: ${durationInWords(result.unknownMs)} unknown, ${durationInWords(result.maintenanceMs)} in maintenance.`,
  ];
  for (const line of lines) pdf.text(line);
  heading(pdf, "Method");
  for (const sentence of method) pdf.text(plain(sentence));
}

function writeTables(pdf: Pdf, report: SlaReport): void {
  const names = new Map(report.monitors.map(({ id, name }) => [id, name]));
  table(pdf, "Monitors", [
    ["Monitor", "Result", "Down", "Unknown", "Checks"],
    ...report.monitors.map((one) => [
      one.name,
      percentOf(one.percent),
      durationInWords(one.downMs),
      durationInWords(one.unknownMs),
      `${one.checks.ok + one.checks.failed} of ${one.checks.expected}`,
    ]),
  ]);
  table(pdf, "Incidents", [
    ["Monitor", "Began (UTC)", "Lasted", "Class", "Cause"],
    ...report.incidents.map((one) => [
      names.get(one.monitor) ?? "",
      minuteOf(one.openedAtMs),
      durationInWords(one.durationMs),
      one.causeClass,
      one.cause,
    ]),
  ]);
  table(pdf, "Exclusions", [
    ["From (UTC)", "Until (UTC)", "Lasts", "By", "Reason"],
    ...report.exclusions.map((one) => [
      minuteOf(one.fromMs),
      minuteOf(one.toMs),
      durationInWords(one.toMs - one.fromMs),
      one.by,
      one.reason,
    ]),
  ]);
  table(pdf, "Days (UTC)", [
    ["Day", "Result", "Down", "Unknown", "Maintenance"],
    ...report.days.map((one) => [
      one.day,
      percentOf(one.percent),
      durationInWords(one.downMs),
      durationInWords(one.unknownMs),
      durationInWords(one.maintenanceMs),
    ]),
  ]);
}

function writeSeal(pdf: Pdf, { madeAtMs, madeBy, anchor, digest }: SlaReport): void {
  heading(pdf, "Verify it");
  pdf.text(
    plain(
      `Made ${minuteOf(madeAtMs)} UTC by ${madeBy}. The JSON of this report can be verified at ${madeBy}/verify.`,
    ),
  );
  pdf.fontSize(8).text(`Digest ${digest}`).text(`Anchor ${anchor}`);
}

function heading(pdf: Pdf, title: string): void {
  if (pdf.y > pdf.page.height - 120) pdf.addPage();
  pdf.x = MARGIN;
  pdf.moveDown(1.2).font(STRONG).fontSize(12).fillColor(INK).text(title).moveDown(0.3);
  pdf.font(REGULAR).fontSize(9).fillColor(SOFT);
}

function table(pdf: Pdf, title: string, rows: readonly string[][]): void {
  if (rows.length < 2) return;
  heading(pdf, title);
  const width = (pdf.page.width - 2 * MARGIN) / 5;
  for (const [index, cells] of rows.slice(0, MOST_ROWS).entries()) {
    pdf
      .font(index === 0 ? STRONG : REGULAR)
      .fontSize(8.5)
      .fillColor(index === 0 ? INK : SOFT);
    const texts = cells.map((cell) => plain(cell).slice(0, 200));
    const height = Math.max(...texts.map((text) => pdf.heightOfString(text, { width: width - 6 })));
    if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage();
    const top = pdf.y;
    for (const [at, text] of texts.entries()) pdf.text(text, MARGIN + at * width, top, { width: width - 6 });
    pdf.y = top + height + 3;
    pdf
      .moveTo(MARGIN, pdf.y)
      .lineTo(pdf.page.width - MARGIN, pdf.y)
      .lineWidth(0.4)
      .strokeColor(LINE)
      .stroke();
    pdf.y += 3;
  }
  pdf.x = MARGIN;
}

function percentOf(percent: string | null): string {
  return percent === null ? "-" : `${percent} %`;
}

function minuteOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace("T", " ");
}

function plain(text: string): string {
  return text.replace(NOT_COVERED, "?");
}
