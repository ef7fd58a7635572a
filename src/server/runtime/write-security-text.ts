const DAY_MS = 86_400_000;
/** RFC 9116 §2.5.5 wants less than a year. */
const VALID_DAYS = 180;

/** Where to report a hole, as RFC 9116 has it; to the day, so that it can be kept for one. */
export function writeSecurityText(of: { contactUrl: string; appUrl: string }, nowMs: number): string {
  const untilMs = (Math.floor(nowMs / DAY_MS) + VALID_DAYS) * DAY_MS;
  return [
    `Contact: ${of.contactUrl}`,
    `Expires: ${new Date(untilMs).toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${of.appUrl}/.well-known/security.txt`,
    "",
  ].join("\n");
}
