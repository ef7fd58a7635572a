import { parseArgs } from "node:util";
import * as z from "zod";
import { EgressAllow, EnvError, parseEnv } from "#env";
import { MetricsEnv } from "#transport/metrics/serve-metrics.ts";

const Count = z.coerce.number().int().min(1);

export const ProbeEnvSchema = z
  .object({
    UPTICK_APP_URL: z.url({ protocol: /^https?$/ }).describe("Where the app answers. Also --url."),
    UPTICK_PROBE_TOKEN: z
      .string()
      .min(16)
      .describe(
        "The region's token; it says which region this probe is. Also UPTICK_AGENT_TOKEN or --token.",
      ),
    UPSTASH_REDIS_REST_URL: z
      .url()
      .optional()
      .describe(
        "Upstash Redis, or any server of its REST protocol. Unset: an agent, which gets its jobs from the app.",
      ),
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional().describe("Token for UPSTASH_REDIS_REST_URL."),
    UPTICK_INSTANCE: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe(
        "Name of this probe; unique in its region and the same after a restart. Also --name. Unset: a for a probe with Redis, the host's name for an agent.",
      ),
    UPTICK_TRUST_NETWORK: z
      .enum(["0", "1"])
      .default("0")
      .describe(
        "1: secrets may come over plain HTTP, because nobody reads along between this probe and the app.",
      ),
    UPTICK_EGRESS_ALLOW: EgressAllow.optional().describe(
      "What checks may reach beside public addresses: private for the private ranges, addresses, networks, each with :port or without; commas between them. Unset: private for an agent, none for a probe with Redis.",
    ),
    UPTICK_DOCKER_SOCKET: z
      .string()
      .startsWith("/")
      .optional()
      .describe(
        "The Docker Engine's socket, such as /var/run/docker.sock, for checks of containers; agents only.",
      ),
    CHROMIUM_PATH: z
      .string()
      .startsWith("/")
      .optional()
      .describe("The browser of browser checks; unset: the usual places. Agents with Playwright only."),
    UPTICK_AGENT_SCRIPTS: z
      .enum(["0", "1"])
      .default("0")
      .describe(
        "1: browser checks may be scripts, which can do on this machine and its network whatever the agent can.",
      ),
    UPTICK_PARENT: z.enum(["0", "1"]).default("0").describe("1: stop when standard input ends."),
    UPTICK_PROBE_MAX_IN_FLIGHT: Count.max(20_000).default(1000).describe("Checks at the same time."),
    ...MetricsEnv,
    UPTICK_PROBE_PER_HOST: Count.max(1000).default(2).describe("Checks at the same time to one host."),
    LOG_LEVEL: z
      .enum(["debug", "info", "warn", "error", "silent"])
      .default("info")
      .describe("Least severe level that is logged."),
  })
  .superRefine(({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token }, context) => {
    if ((url === undefined) === (token === undefined)) return;
    const path = [url === undefined ? "UPSTASH_REDIS_REST_URL" : "UPSTASH_REDIS_REST_TOKEN"];
    context.addIssue({ code: "custom", path, message: "Set both or neither of the two for Redis." });
  });
export type ProbeSettings = z.infer<typeof ProbeEnvSchema>;

export const USAGE = `Usage: uptick-agent --url https://uptick.example.com --token upr_… [options]

Runs the checks of a private location where it stands. It opens no port; it needs to reach the app, and what it checks.

  --url <address>   where Uptick answers           (or UPTICK_APP_URL)
  --token <token>   of the private location        (or UPTICK_AGENT_TOKEN)
  --name <name>     of this agent, unique there    (or UPTICK_INSTANCE; else the host's name)
  --check           tests the connection, says what can be checked from here, and ends
  --version, --help

Start more of them, here or elsewhere, to share the work. SIGTERM lets checks under way finish.
Ends with 0 when it was stopped, 1 when a setting is missing or the token is refused, 2 for a command line that is not
understood, 3 when --check does not get through.
`;

export type Asked =
  | { kind: "run" | "check"; settings: ProbeSettings }
  | { kind: "say"; text: string; exitCode: 0 | 1 | 2 }
  | { kind: "version" };

/** What the command line and the environment ask for; what is said on the command line counts. */
export function readSettings(args: readonly string[], env: Record<string, string | undefined>): Asked {
  const flags = readFlags(args);
  if (typeof flags === "string") return { kind: "say", text: `${flags}\n\n${USAGE}`, exitCode: 2 };
  if (flags.help) return { kind: "say", text: USAGE, exitCode: 0 };
  if (flags.version) return { kind: "version" };
  const given = {
    ...env,
    UPTICK_APP_URL: flags.url ?? env.UPTICK_APP_URL,
    UPTICK_PROBE_TOKEN: flags.token ?? env.UPTICK_AGENT_TOKEN ?? env.UPTICK_PROBE_TOKEN,
    UPTICK_INSTANCE: flags.name ?? env.UPTICK_INSTANCE,
  };
  try {
    return { kind: flags.check ? "check" : "run", settings: parseEnv(ProbeEnvSchema, given) };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return { kind: "say", text: `${error.message}\n`, exitCode: 1 };
  }
}

type Flags = {
  url?: string | undefined;
  token?: string | undefined;
  name?: string | undefined;
  check?: boolean | undefined;
  version?: boolean | undefined;
  help?: boolean | undefined;
};

/** The mistake in words when there is one. */
function readFlags(args: readonly string[]): Flags | string {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { url: text, token: text, name: text, check: flag, version: flag, help: flag };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}
