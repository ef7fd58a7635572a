/** How a check can end. Without zod, which a list of monitors does not need to draw its bars. */
export const OUTCOMES = [
  "ok",
  "status",
  "keyword",
  "redirect",
  "dns",
  "refused",
  "unreachable",
  "timeout",
  "tls",
  "reset",
  "protocol",
  "blocked",
  "internal",
] as const;
