import type { Logger } from "./log.ts";

type Download = { name: string; type: string; chunks: AsyncGenerator<string, void, undefined> };

/** A file that is made while it is read. What breaks halfway breaks the download, so that nobody takes it for whole. */
export function answerDownload(deps: { log: Logger }, { name, type, chunks }: Download): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        deps.log.error({ err: error, name }, "a download broke");
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
