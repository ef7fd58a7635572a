import * as z from "zod";
import { readLimits } from "#domain/limits/limit-policies.ts";
import { findEgressMistake } from "#transport/egress/egress-policy.ts";
import { STORAGE_ENV } from "./storage-env.ts";

const Flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");
/** What may be connected to beside public addresses; the app and every probe read their own. */
export const EgressAllow = z.string().superRefine((text, context) => {
  const message = findEgressMistake(text);
  if (message !== null) context.addIssue({ code: "custom", message });
});
const RateLimits = z.string().superRefine((text, context) => {
  const limits = readLimits(text);
  if (limits !== null && "mistake" in limits)
    context.addIssue({ code: "custom", message: String(limits.mistake) });
});
const Days = z.coerce.number().int().min(1).max(3650);

/**
 * Every variable that the app reads, with the text that `.env.example` and the README table are made from.
 * An empty string counts as unset.
 */
export const EnvSchema = z.object({
  DATABASE_URL: z.url().describe("Postgres 15 or newer. Unset: the launcher runs its own Postgres 18."),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe("Most database connections of one app process."),
  ...STORAGE_ENV,
  UPSTASH_REDIS_REST_URL: z
    .url()
    .describe("Upstash Redis, or any server of its REST protocol. Unset: the launcher provides one."),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).describe("Token for UPSTASH_REDIS_REST_URL."),
  NEXTAUTH_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ""))
    .default("http://localhost:3000")
    .describe("The address that users type, without a path."),
  NEXTAUTH_SECRET: z
    .string()
    .min(32)
    .describe("Signs session cookies; 32 characters or more. The launcher makes one."),
  CRON_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe(
      "Bearer token of the cron routes; 16 characters or more. Unset: they answer 503. The launcher makes one.",
    ),
  UPTICK_SETUP_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Needed once, to create the owner. The launcher makes and prints one."),
  UPTICK_ENCRYPTION_KEYS: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/_-]{43}=?(, *[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/_-]{43}=?)*$/,
      "id:base64 of 32 bytes, with commas between several",
    )
    .optional()
    .describe(
      "Keys for the secrets of alert channels, as id:base64 of 32 bytes; the first one encrypts, older ones stay after a comma. Unset: channels with secrets cannot be saved. The launcher makes one.",
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      "Mail server of e-mail channels that name none, such as smtp://user:password@mail.example.com:587. smtps: is TLS from the start. With MAIL_FROM: sign-in links, password resets and invitations by mail.",
    ),
  MAIL_FROM: z.email().optional().describe("Sender of the mails that SMTP_URL delivers."),
  GITHUB_ID: z
    .string()
    .optional()
    .describe(
      "Client id of a GitHub OAuth app; its callback is NEXTAUTH_URL/api/auth/callback/github. With GITHUB_SECRET: people can sign in with GitHub.",
    ),
  GITHUB_SECRET: z.string().optional().describe("Client secret of the GitHub OAuth app."),
  GOOGLE_CLIENT_ID: z
    .string()
    .optional()
    .describe(
      "Client id of a Google OAuth client; its callback is NEXTAUTH_URL/api/auth/callback/google. With GOOGLE_CLIENT_SECRET: people can sign in with Google.",
    ),
  GOOGLE_CLIENT_SECRET: z.string().optional().describe("Client secret of the Google OAuth client."),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Issuer of any OpenID Connect provider (Keycloak, Authentik, Entra, Okta …), found by discovery; its callback is NEXTAUTH_URL/api/auth/callback/oidc. With OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: people can sign in with it.",
    ),
  OIDC_CLIENT_ID: z.string().optional().describe("Client id at OIDC_ISSUER."),
  OIDC_CLIENT_SECRET: z.string().optional().describe("Client secret at OIDC_ISSUER."),
  OIDC_NAME: z
    .string()
    .max(40)
    .default("Single sign-on")
    .describe("What the button of OIDC_ISSUER says after “Continue with”."),
  UPTICK_PASSWORD_SIGN_IN: Flag.default(true).describe(
    "0: passwords sign in only accounts that have no other way in, such as the owner's right after set-up. Ignored while no other way in is configured.",
  ),
  UPTICK_SIGN_UP: z
    .enum(["invited", "open"])
    .default("invited")
    .describe(
      "Who gets an account: invited, only people with an open invitation to their address; open, everybody whose address is proven.",
    ),
  UPTICK_VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{87}$/, "65 bytes in base64url")
    .optional()
    .describe(
      "Public key of web push. Unset, or without the private one: Uptick makes a pair and keeps it, encrypted, in its database.",
    ),
  UPTICK_VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, "32 bytes in base64url")
    .optional()
    .describe("Private key that belongs to UPTICK_VAPID_PUBLIC_KEY."),
  UPTICK_HEARTBEAT_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Is called with GET once a minute while checks are planned, reported and told in time, and not otherwise: give the address of a dead man's switch outside, such as a heartbeat monitor of another Uptick.",
    ),
  UPTICK_CONTROL_TARGETS: z
    .string()
    .default("")
    .describe(
      "Comma-separated URLs that always answer. When all fail from a region, its votes do not count.",
    ),
  UPTICK_EGRESS_ALLOW: EgressAllow.default("none").describe(
    "What checks and alert channels may reach beside public addresses, with commas between: private for the private ranges, or addresses and networks, each with :port or without. Metadata and link-local addresses must be named one by one. The launcher gives private to the app and to its probes; none closes everything that is not public. See docs/security-egress.md.",
  ),
  UPTICK_CONTACT_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Where people may ask about checks that reach them; goes out with every request, as User-Agent: Uptick/0.1 (+address). Unset: NEXTAUTH_URL if that is https.",
    ),
  UPTICK_HONOUR_OPT_OUT: Flag.default(false).describe(
    "1 for an installation that strangers use: hosts with the DNS record _uptick.HOST TXT opt-out are not checked, and UPTICK_HOST_CHECKS_PER_MINUTE holds.",
  ),
  UPTICK_HOST_CHECKS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe("Most checks of one host in a minute, by all workspaces together; with UPTICK_HONOUR_OPT_OUT."),
  UPTICK_TICK_DAYS: Days.default(30).describe("Days that single ticks are kept."),
  UPTICK_ROLLUP_HOUR_DAYS: Days.default(396).describe(
    "Days that hourly rollups are kept. Daily rollups are kept for ever.",
  ),
  UPTICK_BACKLOG_CAP: z.coerce
    .number()
    .int()
    .min(100)
    .default(20_000)
    .describe("Stream entries of one region above which new slots become gaps (backpressure)."),
  UPTICK_AGENT_LOOK_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(5000)
    .default(150)
    .describe(
      "Milliseconds between two looks for new jobs while an agent of a private location waits for one. Each look is one Redis command, and half of it is what an urgent check waits on average.",
    ),
  UPTICK_HOSTS: z
    .string()
    .default("")
    .describe(
      "Further host names of this Uptick, with commas between, such as one inside your network. Every other name is looked for among the custom domains of status pages. NEXTAUTH_URL, addresses, names without a dot and local ones need not be named.",
    ),
  STATUS_EXPORT_DIR: z
    .string()
    .optional()
    .describe(
      "Folder that the cron writes each public status page to, as plain files, in a folder of its slug; unset: none.",
    ),
  UPTICK_TRUST_PROXY: Flag.default(false).describe(
    "1 when a proxy that you run sets X-Forwarded-For; it is ignored otherwise.",
  ),
  UPTICK_RATE_LIMITS: RateLimits.default("").describe(
    "Calls per minute, with commas between, such as key=1200,write=600: address, user, key, write (changes), expensive (exports, backtests), anonymous. What is not named keeps its default; off: nothing is limited. See docs/limits.md.",
  ),
  UPTICK_LINGER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(6_000)
    .default(0)
    .describe(
      "Milliseconds that the app goes on serving after SIGTERM while /api/health/ready already answers 503, so that a proxy in front of several takes it out first. 3000 behind one that asks each second.",
    ),
  UPTICK_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      "Bearer token of /api/metrics, for Prometheus; 16 characters or more. Unset: nothing is counted and the route answers 404. See docs/metrics.md.",
    ),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("Least severe level that is logged."),
});
export type Env = z.infer<typeof EnvSchema>;

/** Variables of the launcher, beside those of the app. */
export const LauncherEnvSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000).describe("Port of the app."),
  HOST: z.string().default("0.0.0.0").describe("Address that the app listens on."),
  REDIS_URL: z
    .url()
    .optional()
    .describe("A Redis or Valkey server (6.2 or newer) to use through the REST bridge."),
  UPTICK_STREAM: z
    .enum(["auto", "memory"])
    .default("auto")
    .describe(
      "memory: jobs travel in the launcher's own memory engine, whatever Redis is named or found. auto: Upstash, REDIS_URL, a redis-server on the PATH, or else memory.",
    ),
  UPTICK_DATA: z.string().default(".uptick").describe("Folder of everything that the launcher keeps."),
  UPTICK_REGIONS: z
    .string()
    .default("local-1,local-2,local-3")
    .describe("Comma-separated regions; one probe process each is started here."),
});
/** Variables of the container image alone, beside those of the role that it runs. */
export const ImageEnvSchema = z.object({
  UPTICK_REGION_TOKENS: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,30}=[\w-]{16,}(,[a-z][a-z0-9-]{0,30}=[\w-]{16,})*$/,
      "code=token, with commas between",
    )
    .optional()
    .describe(
      "Regions that the role migrate makes, as code=token with commas between; the token is the UPTICK_PROBE_TOKEN of the region's probe. Unset: none, `region add` makes them.",
    ),
  UPTICK_STATIC_DIR: z
    .string()
    .startsWith("/")
    .optional()
    .describe(
      "Folder that the role app adds its scripts and styles to when it starts, for a proxy that serves /_next/static of all versions from there while one replaces the other. Unset: none.",
    ),
});

export type LauncherEnv = z.infer<typeof LauncherEnvSchema>;

export class EnvError extends Error {
  override readonly name = "EnvError";
}

/** Parses `source` or throws one EnvError that names every wrong variable and how to mend it. */
export function parseEnv<Schema extends z.ZodObject>(
  schema: Schema,
  source: Record<string, string | undefined>,
): z.infer<Schema> {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;

  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const field: z.ZodType | undefined = schema.shape[name];
    const problem = given[name] === undefined ? "is not set" : `is wrong (${issue.message})`;
    return `  ${name} ${problem}. ${field?.description ?? ""}`;
  });
  throw new EnvError(`The environment is not complete:\n${lines.join("\n")}`);
}

let parsedEnv: Env | undefined;

/** The app's environment, parsed at the first call: a build needs none. */
export function env(): Env {
  parsedEnv ??= parseEnv(EnvSchema, process.env);
  return parsedEnv;
}
