import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import * as z from "zod";
import { writeCsv } from "#server/runtime/write-csv.ts";

export type Cell = string | number | boolean | null;
export type CsvFile = { name: string; head: readonly string[]; pages: AsyncIterable<Cell[][]> };

/** A file that is written while it is read, page by page: months of checks never lie in memory. */
export async function csvResponse(load: () => Promise<CsvFile>): Promise<Response> {
  try {
    const { name, head, pages } = await load();
    const lines = linesOf(head, pages);
    // The first lines are asked for before the answer begins, so that a refusal still has its status.
    const first = await lines.next();
    return new Response(streamOf(first, lines), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}

async function* linesOf(head: readonly string[], pages: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const rows of pages) {
    const lines = isFirst ? [[...head], ...rows] : rows;
    isFirst = false;
    if (lines.length > 0) yield writeCsv(lines);
  }
}

function streamOf(first: IteratorResult<string>, lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = first;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = next ?? (await lines.next());
      next = null;
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** An expected error as its status and sentence; any other is thrown on. */
export function answerRefusal(error: unknown): Response {
  if (error instanceof z.ZodError) return text("Something in the address is not right.", 400);
  if (error instanceof TRPCError) return text(error.message, getHTTPStatusCodeFromError(error));
  throw error;
}

function text(message: string, status: number): Response {
  return new Response(message, { status, headers: { "cache-control": "private, no-store" } });
}
