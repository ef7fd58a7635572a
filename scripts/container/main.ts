import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as z from "zod";
import { checkHealth, keepBeating } from "./health.ts";
import { writeEnvFile } from "./make-env.ts";
import { publishStatic } from "./publish-static.ts";
import { isRole, ROLES, type Role, type RoleName } from "./roles.ts";

/** The folder of the image; this program is bundled into its dist. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Programs of dist that are no tools for people. */
const NO_TOOLS = new Set(["container", "all-in-one", "migrate-once", "cron", "probe", "bridge"]);

await main(process.argv.slice(2));

/** What is asked for runs in this very process, so that signals reach it without anybody between. */
async function main([name = "all-in-one", ...args]: string[]): Promise<void> {
  if (name === "healthy") return end(await checkHealth());
  if (name === "make-env") return end(writeEnvFile(args));
  if (isRole(name)) return startRole(name);
  if (listTools().includes(name)) return run(`dist/${name}.mjs`, args);
  const known = [...Object.keys(ROLES), "make-env", ...listTools()].join(", ");
  end({ exitCode: 2, text: `uptick: There is no role or tool "${name}". There are: ${known}` });
}

async function startRole(name: RoleName): Promise<void> {
  const role: Role = ROLES[name];
  for (const [variable, value] of Object.entries(role.defaults)) process.env[variable] ||= value;
  const problems = findProblems(role);
  if (problems.length > 0) {
    const text = [`uptick: The role ${name} cannot start; its environment is not complete:`, ...problems];
    return end({ exitCode: 1, text: text.join("\n") });
  }
  // A container's own name is in HOSTNAME, which Next takes for the address to listen on.
  if (name === "app") process.env.HOSTNAME = process.env.HOST;
  const { UPTICK_STATIC_DIR: folder } = process.env;
  if (name === "app" && folder) publishStatic(join(ROOT, ".next/static"), resolve(folder));
  keepBeating({ role: name, health: healthUrl(role) });
  await run(role.file, []);
}

/** One line for each variable that is missing or wrong, with what it is for. */
function findProblems({ env }: Role): string[] {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = env.safeParse(given);
  if (parsed.success) return [];
  const shape: Record<string, z.ZodType> = env instanceof z.ZodObject ? env.shape : {};
  return parsed.error.issues.map(({ path, message }) => {
    const variable = String(path[0]);
    const problem = given[variable] === undefined ? "is not set" : `is wrong (${message})`;
    return `  ${variable} ${problem}. ${shape[variable]?.description ?? ""}`;
  });
}

function healthUrl({ health }: Role): string | null {
  return health === null ? null : `http://127.0.0.1:${process.env[health.port]}${health.path}`;
}

async function run(file: string, args: string[]): Promise<void> {
  const path = join(ROOT, file);
  process.argv = [process.argv[0] ?? "node", path, ...args];
  await import(pathToFileURL(path).href);
}

function listTools(): string[] {
  const files = readdirSync(join(ROOT, "dist")).filter((file) => file.endsWith(".mjs"));
  return files
    .map((file) => file.slice(0, -4))
    .filter((name) => !NO_TOOLS.has(name) && !/^chunk-|^uptick-/.test(name));
}

function end({ exitCode, text }: { exitCode: number; text: string }): void {
  writeFileSync(exitCode === 0 ? 1 : 2, `${text}\n`);
  process.exit(exitCode);
}
