import { join } from "node:path";
import { answerDownload, type Downloads, readBundle } from "./answer-download.ts";

const CLI_FILES: Downloads = {
  "uptick.mjs": { type: "text/javascript", make: () => readBundle(join("dist", "uptick.mjs")) },
};

/** The command line is no secret: what it may do follows from the API key that it is given. */
export function answerCliDownload(request: Request, file: string): Promise<Response> {
  return answerDownload(request, file, CLI_FILES);
}
