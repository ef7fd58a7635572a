import type { SlaReport } from "#contracts/sla-report.ts";
import { writeReportCsv } from "#server/runtime/write-report-csv.ts";
import { writeReportPdf } from "#server/runtime/write-report-pdf.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { answerRefusal } from "./csv-response.ts";
import { createCallerFactory } from "./init.ts";

const createCaller = createCallerFactory(appRouter);

type Written = { type: string; write: (report: SlaReport) => string | Promise<Buffer> };
const FILES: Readonly<Record<string, Written>> = {
  "report.json": {
    type: "application/json; charset=utf-8",
    write: (report) => `${JSON.stringify(report, null, 2)}\n`,
  },
  "report.csv": { type: "text/csv; charset=utf-8", write: writeReportCsv },
  "report.pdf": { type: "application/pdf", write: writeReportPdf },
};

/** A report as a file, for whoever may see all of its monitors. */
export async function handleReport(request: Request, asked: { id: string; file: string }): Promise<Response> {
  try {
    const context = await createContext(appDeps(), {
      headers: request.headers,
      forgery: "Files are only read.",
    });
    const report = await createCaller(context).objective.report({ id: asked.id });
    const kind = Object.hasOwn(FILES, asked.file) ? FILES[asked.file] : undefined;
    if (kind === undefined) return new Response("There is no such file.", { status: 404, headers: PRIVATE });
    const body = await kind.write(report);
    const name = `uptick-${report.period.month}-${report.id.slice(-8)}${asked.file.slice("report".length)}`;
    return new Response(typeof body === "string" ? body : new Uint8Array(body), {
      headers: {
        ...PRIVATE,
        "content-type": kind.type,
        "content-disposition": `attachment; filename="${name}"`,
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}

const PRIVATE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };
