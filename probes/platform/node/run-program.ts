import { spawn } from "node:child_process";

export type ProgramWish = {
  program: string;
  /** Never goes through a shell. */
  args: readonly string[];
  /** After this it is interrupted, so that it can still say what it has, and killed soon after. */
  timeoutMs: number;
};
export type ProgramEnd = {
  output: string;
  /** Null when a signal ended it. */
  exitCode: number | null;
};

const MOST_OUTPUT_CHARACTERS = 65_536;
const GRACE_MS = 150;

/** Rejects with Node's own error when there is no such program or it may not be run. */
export function runProgram({ program, args, timeoutMs }: ProgramWish): Promise<ProgramEnd> {
  return new Promise((done, fail) => {
    // Numbers and words as the parsers know them, whatever the machine's language is.
    const { NODE_ENV, PATH = "/usr/bin:/bin:/usr/sbin:/sbin" } = process.env;
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { NODE_ENV, PATH, LC_ALL: "C" },
    });
    let output = "";
    const keep = (chunk: string) => {
      if (output.length < MOST_OUTPUT_CHARACTERS) output += chunk.slice(0, MOST_OUTPUT_CHARACTERS);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const interrupt = setTimeout(() => child.kill("SIGINT"), timeoutMs);
    const kill = setTimeout(() => child.kill("SIGKILL"), timeoutMs + GRACE_MS);
    const clear = () => {
      clearTimeout(interrupt);
      clearTimeout(kill);
    };
    child.once("error", (error) => {
      clear();
      fail(error);
    });
    child.once("close", (exitCode) => {
      clear();
      done({ output, exitCode });
    });
  });
}
