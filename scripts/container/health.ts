import { readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";

const Beat = z.object({ role: z.string(), health: z.string().nullable() });
type Beat = z.infer<typeof Beat>;

const BEAT_MS = 5_000;
/** A program that has not come round for so long hangs, or has ended. */
const LATE_MS = 30_000;
const ANSWER_MS = 4_000;

type Said = { exitCode: 0 | 1; text: string };

/** Leaves a sign of life of this process where the health check, which is another process, finds it. */
export function keepBeating(beat: Beat): void {
  const write = () => writeFileSync(beatFile(), JSON.stringify(beat));
  write();
  setInterval(write, BEAT_MS).unref();
}

/** Run by the engine every few seconds beside the role. */
export async function checkHealth(): Promise<Said> {
  const beat = readBeat();
  if (beat === null) return { exitCode: 1, text: "No role has started." };
  const ageMs = Date.now() - statSync(beatFile()).mtimeMs;
  if (ageMs > LATE_MS)
    return { exitCode: 1, text: `${beat.role}: no sign of life for ${Math.round(ageMs / 1000)} s.` };
  if (beat.health === null) return { exitCode: 0, text: `${beat.role}: alive` };
  return ask(beat.role, beat.health);
}

async function ask(role: string, url: string): Promise<Said> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { connection: "close" },
    });
    const text = `${role}: ${url} answers ${response.status}`;
    return { exitCode: response.ok ? 0 : 1, text };
  } catch (error) {
    return {
      exitCode: 1,
      text: `${role}: ${url} does not answer (${error instanceof Error ? error.message : error}).`,
    };
  }
}

function readBeat(): Beat | null {
  try {
    return Beat.parse(JSON.parse(readFileSync(beatFile(), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function beatFile(): string {
  return join(tmpdir(), "uptick-role.json");
}
