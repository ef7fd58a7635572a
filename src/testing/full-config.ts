import type { ChannelKind } from "#contracts/channel.ts";
import type { Check } from "#contracts/check.ts";
import { KINDS_OF_RUNTIME } from "#contracts/checks/check-kinds.ts";
import { ConfigDocument, type ConfigDocumentInput } from "#contracts/config-document.ts";
import { channels } from "#server/channels/registry.ts";
import { channelConfigs } from "./channel-configs.ts";
import { FULL_CHECKS } from "./checks/full-checks.ts";

const DAY_MS = 86_400_000;

/** `values` has what the document's variables stand for. */
export type FullConfig = { document: ConfigDocument; values: Record<string, string> };

/** One of everything that a document can hold, from the regions `n-1` (node) and `a-1` (agent), mailing to the address. */
export function fullConfig({ nowMs, mailTo }: { nowMs: number; mailTo: string }): FullConfig {
  const values: Record<string, string> = {
    UPTICK_SECRET_KEY: "a secret value",
    PAGE_PASSWORD: "open sesame please",
  };
  const monitors = Object.values(FULL_CHECKS).map((check) => monitorOf(check as Check));
  const [first, second] = monitors;
  const input: ConfigDocumentInput = {
    version: 1,
    workspace: { policy: { failuresInARow: 3, quorum: { kind: "count", regions: 2 } } },
    secrets: ["KEY"],
    channels: Object.keys(channelConfigs).map((kind) => channelOf(kind as ChannelKind, values)),
    onCall: [
      {
        key: "ops",
        name: "Operations",
        rotation: {
          zone: "Europe/Berlin",
          from: "2026-01-05",
          handover: "09:30",
          days: 7,
          channels: ["slack", "email", "slack"],
        },
        overrides: [{ channel: "email", startsAt: nowMs + DAY_MS, endsAt: nowMs + 2 * DAY_MS }],
      },
    ],
    escalation: [
      {
        key: "loud",
        name: "Loud",
        steps: [
          { afterMin: 0, channels: ["webhook", "slack"] },
          { afterMin: 15, channels: ["pagerduty"], onCall: ["ops"] },
        ],
        repeat: 2,
      },
    ],
    monitors: monitors.map((monitor, index) => ({
      ...monitor,
      ...(index === 0 && {
        parents: [second?.key ?? ""],
        escalation: "loud",
        severity: "critical" as const,
        policy: { failuresInARow: 5, remindEverySec: 3_600 },
        channels: ["slack", "email"],
        paused: true,
      }),
    })),
    maintenance: windowsOf(nowMs, first?.key ?? ""),
    objectives: objectivesOf({ nowMs, mailTo, monitors: monitors.slice(0, 3).map(({ key }) => key) }),
    statusPages: [statusPageOf(monitors.map(({ key }) => key))],
  };
  return { document: ConfigDocument.parse(input), values };
}

function windowsOf(nowMs: number, monitor: string): ConfigDocumentInput["maintenance"] {
  return [
    {
      key: "deploy",
      name: "Deploys",
      timing: { kind: "hook", maxMin: 30 },
      scope: { monitors: [monitor], tags: ["shop"] },
    },
    {
      key: "sundays",
      name: "Sundays",
      timing: {
        kind: "recurring",
        startsLocal: "2026-03-01T02:30",
        zone: "Europe/Berlin",
        rule: "FREQ=WEEKLY;BYDAY=SU",
        durationMin: 90,
      },
      scope: { everything: true },
    },
    {
      key: "move",
      name: "The move",
      timing: {
        kind: "once",
        startsAt: new Date(nowMs + DAY_MS).toISOString(),
        endsAt: nowMs + 2 * DAY_MS,
      },
      scope: { tags: ["shop"] },
    },
  ];
}

function objectivesOf({
  nowMs,
  mailTo,
  monitors,
}: {
  nowMs: number;
  mailTo: string;
  monitors: string[];
}): ConfigDocumentInput["objectives"] {
  return [
    {
      key: "shop",
      name: "Shop",
      targetPercent: 99.95,
      scope: { kind: "monitors", monitors: monitors },
      counting: "average",
      window: { kind: "calendar", period: "quarter" },
      zone: "Asia/Kolkata",
      hours: { days: [1, 2, 3], from: "08:00", to: "18:00" },
      excludeMaintenance: false,
      burnAlerts: false,
      channels: ["email"],
      mailTo: [mailTo],
      exclusions: [{ startsAt: nowMs - 2 * DAY_MS, endsAt: nowMs - DAY_MS, reason: "The flood" }],
    },
    { key: "tagged", name: "Tagged", targetPercent: 99, scope: { kind: "tag", tag: "shop" } },
  ];
}

function monitorOf(check: Check) {
  const isOfNode = (KINDS_OF_RUNTIME.node as readonly string[]).includes(check.kind);
  return {
    key: check.kind,
    name: `A ${check.kind} check`,
    check,
    intervalSec: 3_600,
    timeoutMs: 20_000,
    regions: check.kind === "heartbeat" ? [] : [isOfNode ? "n-1" : "a-1"],
    tags: ["shop", check.kind],
    channels: [] as string[],
  };
}

function channelOf(kind: ChannelKind, values: Record<string, string>) {
  const secrets = channels[kind].fields.filter((field) => field.kind === "secret").map(({ name }) => name);
  const config = Object.entries(channelConfigs[kind]).map(([field, value]) => {
    if (!secrets.includes(field)) return [field, value];
    const env = `TEST_${kind}_${field}`.toUpperCase().replaceAll("-", "_");
    values[env] = String(value);
    return [field, { env }];
  });
  return {
    key: kind,
    kind,
    name: `To ${kind}`,
    config: Object.fromEntries(config),
    ...(kind === "slack" && { fallback: "email", isDefault: true }),
    // The two stand in for one another.
    ...(kind === "email" && {
      fallback: "slack",
      tellsOwners: true,
      quietHours: { from: "22:00", to: "06:00", zone: "UTC", days: [1, 7], exceptCritical: true },
    }),
    ...(kind === "apprise" && { enabled: false }),
  };
}

function statusPageOf(keys: string[]) {
  return {
    key: "public",
    title: "Acme",
    slug: "acme-round-trip",
    description: "All of *Acme*.",
    state: "published" as const,
    look: {
      theme: "moss",
      accent: "#14532d",
      locale: "de",
      historyDays: 30 as const,
      indexed: false,
    } as const,
    access: { kind: "password" as const },
    password: { env: "PAGE_PASSWORD" },
    autoPosts: "publish" as const,
    domain: "status.acme.example",
    sections: [
      { name: "", components: [{ name: "Shop", monitors: keys.slice(0, 2), show: { chart: true } }] },
      {
        name: "Inside",
        collapsed: true,
        components: [
          { name: "Mail", description: "What we *send*.", monitors: keys.slice(2, 5) },
          { name: "Rest", monitors: keys.slice(5) },
        ],
      },
    ],
  };
}
