type Header = readonly [name: string, value: string];

/** Of every answer; next.config.mjs says the same of those that src/proxy.ts does not see. */
const EVERYWHERE: readonly Header[] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  [
    "permissions-policy",
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
  ],
];

// Whoever has the link may acknowledge, or turn a digest off: it goes into no cache, no index and no Referer header.
const LINK: readonly Header[] = [
  ["referrer-policy", "no-referrer"],
  ["x-robots-tag", "noindex, nofollow, noarchive"],
  ["cache-control", "no-store"],
];
// Whoever has one of these may come in or change a password. They post to Uptick itself, which must see from where.
const TOKEN: readonly Header[] = [["referrer-policy", "same-origin"], ...LINK.slice(1)];
const LINK_PAGE = /^\/(?:acknowledge|digest-off)(?:\/|$)/;
const TOKEN_PAGE = /^\/(?:invite|confirm-email|reset-password|sign-in\/link)(?:\/|$)/;
// Other sites load it as a script of theirs, and a new version of it reaches them within the hour.
const EMBEDDED: readonly Header[] = [
  ["cross-origin-resource-policy", "cross-origin"],
  ["access-control-allow-origin", "*"],
  ["cache-control", "public, max-age=3600"],
];
const EMBEDDED_FILE = /^\/embed\//;
// A browser takes it only by TLS, and who answers without TLS must not send it.
const TLS: readonly Header[] = [["strict-transport-security", "max-age=63072000; includeSubDomains"]];

/** What goes out with a document of the installation's own host, or with a file beside them; later ones hold. */
export function documentHeaders(path: string, isTls: boolean): readonly Header[] {
  return [
    ...EVERYWHERE,
    ...(isTls ? TLS : []),
    ...(LINK_PAGE.test(path) ? LINK : []),
    ...(TOKEN_PAGE.test(path) ? TOKEN : []),
    ...(EMBEDDED_FILE.test(path) ? EMBEDDED : []),
  ];
}
