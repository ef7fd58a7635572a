import { ImportProblem } from "#domain/import/import-problem.ts";
import type { KumaDump } from "#domain/import/kuma/kuma-dump.ts";

export type KumaAnswer = { kind: "dump"; dump: KumaDump } | { kind: "problem"; message: string };

export const MOST_DATABASE_BYTES = 512 * 1024 * 1024;
const PATIENCE_MS = 120_000;

/** The file stays in this browser: only what is read of its monitors leaves it, when somebody brings them in. */
export async function readKumaFile(file: File): Promise<KumaDump> {
  if (file.size > MOST_DATABASE_BYTES) {
    throw new ImportProblem(
      "This database has more than 512 MB. Let Uptime Kuma shrink it (Settings → Monitor History).",
    );
  }
  const worker = new Worker("/api/import-reader");
  try {
    const answer = await ask(worker, file);
    if (answer.kind === "problem") throw new ImportProblem(answer.message);
    return answer.dump;
  } finally {
    worker.terminate();
  }
}

function ask(worker: Worker, file: File): Promise<KumaAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (message: string) => reject(new ImportProblem(message));
    const timer = setTimeout(() => fail("Reading this database takes more than two minutes."), PATIENCE_MS);
    worker.addEventListener("message", (event: MessageEvent<KumaAnswer>) => {
      clearTimeout(timer);
      resolve(event.data);
    });
    worker.addEventListener("error", () => {
      clearTimeout(timer);
      fail("This browser could not start the reader of databases.");
    });
    worker.postMessage(file);
  });
}
