import type { GapReason, Outcome } from "#contracts/tick.ts";

/** What the check saw, in a few words. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  ok: "OK",
  status: "Wrong status",
  keyword: "Keyword rule failed",
  redirect: "Redirect failed",
  dns: "Name not found",
  refused: "Connection refused",
  unreachable: "Unreachable",
  timeout: "Timed out",
  tls: "TLS failed",
  reset: "Connection reset",
  protocol: "Not valid HTTP",
  blocked: "Blocked by policy",
  internal: "Fault in the probe",
};

/** Neither for nor against the target. */
export function isNeutral(outcome: Outcome): boolean {
  return outcome === "internal" || outcome === "blocked";
}

export function isFailure(outcome: Outcome): boolean {
  return outcome !== "ok" && !isNeutral(outcome);
}

export const GAP_WORDS: Record<GapReason, string> = {
  late: "The probe got to it too late; a late check would measure another moment.",
  not_scheduled: "The schedule did not run.",
  backpressure: "Too many checks were waiting for this region.",
  lost: "The check was handed out and nothing came back.",
  poison: "The check stopped its probe three times and was set aside.",
  unsupported: "The probe in this region cannot run this kind of check.",
  config_unavailable: "The probe could not get the settings of this monitor.",
};
