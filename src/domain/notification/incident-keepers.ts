import type { ChannelKind } from "#contracts/channel.ts";

/**
 * Receivers that keep incidents themselves: they hear of acknowledgements, and of every incident of a storm by itself, so
 * that each can be resolved by itself.
 */
const KEEPERS: readonly ChannelKind[] = [
  "pagerduty",
  "opsgenie",
  "grafana-oncall",
  "incident-io",
  "splunk-on-call",
];

export function keepsIncidents(kind: ChannelKind): boolean {
  return KEEPERS.includes(kind);
}
