import { type ComponentShow, StatusLook } from "#contracts/status-page.ts";
import type { ComponentState } from "#contracts/status-post.ts";
import type {
  SnapshotComponent,
  SnapshotDay,
  SnapshotPost,
  SnapshotSection,
  StatusSnapshot,
} from "#contracts/status-snapshot.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 2026-11-22 14:05 UTC. */
export const SNAPSHOT_NOW = Date.UTC(2026, 10, 22, 14, 5);

type Change = Partial<Omit<StatusSnapshot, "page">> & { page?: Partial<StatusSnapshot["page"]> };

/** A small page on which all is well. */
export function aSnapshot({ page, ...change }: Change = {}): StatusSnapshot {
  return {
    page: {
      slug: "acme",
      title: "Acme Cloud",
      description: "",
      url: "https://status.acme.example",
      look: StatusLook.parse({}),
      locales: ["en"],
      assets: {},
      isPrivate: false,
      ...page,
    },
    generatedAt: SNAPSHOT_NOW,
    judgedAt: SNAPSHOT_NOW - 4_000,
    delayedSince: null,
    state: "operational",
    sections: [aSection({ name: "", components: [aSnapshotComponent({ name: "API" })] })],
    incidents: [],
    maintenance: [],
    announcements: [],
    history: [],
    expiries: [],
    ...change,
  };
}

export function aSection(change: Partial<SnapshotSection>): SnapshotSection {
  return {
    id: `section-${change.name}`,
    name: "Section",
    collapsed: false,
    state: "operational",
    components: [],
    ...change,
  };
}

export function aSnapshotComponent(change: Partial<SnapshotComponent>): SnapshotComponent {
  return {
    id: `component-${change.name}`,
    name: "Component",
    description: "",
    state: "operational",
    since: SNAPSHOT_NOW - 40 * DAY,
    regions: REGIONS.map((region) => ({ ...region, state: "up" })),
    days: someDays(90, {}),
    uptime: { ratio: 0.99984, coverage: 0.9871, days: 90, maintenanceMs: 0 },
    latency: null,
    certificateEndsAt: SNAPSHOT_NOW + 60 * DAY,
    p95Ms: 240,
    ...change,
  };
}

/** The days before SNAPSHOT_NOW and its own; `told` changes the one so many days ago. */
export function someDays(count: number, told: Record<number, Partial<SnapshotDay>>): SnapshotDay[] {
  return Array.from({ length: count }, (_, at) => {
    const back = count - 1 - at;
    return {
      day: new Date(SNAPSHOT_NOW - back * DAY).toISOString().slice(0, 10),
      upMs: DAY,
      degradedMs: 0,
      downMs: 0,
      unknownMs: 0,
      maintenanceMs: 0,
      coverage: 0.998,
      postIds: [],
      ...told[back],
    };
  });
}

export function aSnapshotPost(change: Partial<SnapshotPost>): SnapshotPost {
  const startsAt = change.startsAt ?? SNAPSHOT_NOW - 50 * MINUTE;
  return {
    id: "0199a000-0000-7000-8000-000000000001",
    kind: "incident",
    title: "Checkout answers slowly",
    state: "identified",
    impact: "major",
    startsAt,
    endsAt: null,
    publishedAt: startsAt,
    components: [{ id: "component-Checkout", name: "Checkout", impact: "degraded" }],
    updates: [{ id: "u1", at: startsAt, state: "investigating", body: "We are looking into it." }],
    postMortem: null,
    ...change,
  };
}

/** Everything at once that a page can show. */
export function everyStateSnapshot(change: Change = {}): StatusSnapshot {
  return aSnapshot({
    state: "major_outage",
    sections: [
      aSection({ name: "Product", state: "major_outage", components: productComponents() }),
      aSection({
        name: "Europe",
        state: "operational",
        collapsed: true,
        components: [aSnapshotComponent({ name: "Frankfurt" })],
      }),
      aSection({
        name: "",
        components: [aSnapshotComponent({ name: "Help desk", days: null, uptime: null, regions: null })],
      }),
    ],
    announcements: [
      aSnapshotPost({
        id: "0199a000-0000-7000-8000-00000000000a",
        kind: "announcement",
        title: "TLS 1.1 ends on 1 January",
        state: "active",
        components: [],
        updates: [
          {
            id: "ua",
            at: SNAPSHOT_NOW - 3 * DAY,
            state: "active",
            body: "From **1 January 2027** our API takes TLS 1.2 and newer only. [What to do](https://acme.example/tls)",
          },
        ],
      }),
    ],
    incidents: [openIncident()],
    maintenance: [
      aSnapshotPost({
        id: "0199a000-0000-7000-8000-00000000000b",
        kind: "maintenance",
        title: "Database upgrade",
        state: "scheduled",
        impact: "minor",
        startsAt: SNAPSHOT_NOW + 2 * DAY,
        endsAt: SNAPSHOT_NOW + 2 * DAY + 90 * MINUTE,
        publishedAt: SNAPSHOT_NOW - DAY,
        components: [{ id: "component-Reports", name: "Reports", impact: "maintenance" }],
        updates: [
          {
            id: "um",
            at: SNAPSHOT_NOW - DAY,
            state: "scheduled",
            body: "Reports are read-only for about an hour.",
          },
        ],
      }),
    ],
    history: pastPosts(),
    ...change,
  });
}

function openIncident(): SnapshotPost {
  const at = SNAPSHOT_NOW - 50 * MINUTE;
  return aSnapshotPost({
    components: [
      { id: "component-Checkout", name: "Checkout", impact: "major_outage" },
      { id: "component-Search", name: "Search", impact: "degraded" },
    ],
    updates: [
      {
        id: "u3",
        at: at + 40 * MINUTE,
        state: "identified",
        body: "A payment provider refuses our connections. We are switching to the second one:\n\n- cards work again\n- `SEPA` follows\n\n> No payment is lost.",
      },
      { id: "u2", at: at + 15 * MINUTE, state: "investigating", body: "Orders fail at the last step." },
      { id: "u1", at, state: "investigating", body: "We are looking into failing orders." },
    ],
  });
}

function pastPosts(): SnapshotPost[] {
  return [
    aSnapshotPost({
      id: "0199a000-0000-7000-8000-00000000000c",
      title: "Search was out of date",
      state: "resolved",
      impact: "minor",
      startsAt: SNAPSHOT_NOW - 3 * DAY,
      endsAt: SNAPSHOT_NOW - 3 * DAY + 47 * MINUTE,
      components: [{ id: "component-Search", name: "Search", impact: "degraded" }],
      updates: [
        {
          id: "uc2",
          at: SNAPSHOT_NOW - 3 * DAY + 47 * MINUTE,
          state: "resolved",
          body: "The index is complete again.",
        },
        {
          id: "uc1",
          at: SNAPSHOT_NOW - 3 * DAY,
          state: "investigating",
          body: "New products are not found.",
        },
      ],
      postMortem:
        "## Cause\n\nA queue had no consumer.\n\n| When | What |\n| --- | --- |\n| 10:02 | deployed |\n| 10:49 | undone |\n\n```\nkubectl rollout undo deployment/indexer\n```",
    }),
    aSnapshotPost({
      id: "0199a000-0000-7000-8000-00000000000d",
      kind: "maintenance",
      title: "New certificates",
      state: "completed",
      impact: "none",
      startsAt: SNAPSHOT_NOW - 9 * DAY,
      endsAt: SNAPSHOT_NOW - 9 * DAY + 30 * MINUTE,
      updates: [{ id: "ud", at: SNAPSHOT_NOW - 9 * DAY, state: "completed", body: "Done, nobody noticed." }],
    }),
    aSnapshotPost({
      id: "0199a000-0000-7000-8000-00000000000e",
      title: "Website unreachable from Asia",
      state: "resolved",
      startsAt: SNAPSHOT_NOW - 40 * DAY,
      endsAt: SNAPSHOT_NOW - 40 * DAY + 3 * HOUR,
      updates: [
        { id: "ue", at: SNAPSHOT_NOW - 40 * DAY, state: "resolved", body: "A carrier has mended its cable." },
      ],
    }),
  ];
}

const REGIONS = [
  { code: "eu-central", name: "Frankfurt" },
  { code: "us-east", name: "Virginia" },
  { code: "ap-south", name: "Mumbai" },
  { code: "sa-east", name: "São Paulo" },
];

function regionsWith(state: "slow" | "down" | "unknown", names: readonly string[]) {
  return REGIONS.map((region) => ({
    ...region,
    state: names.includes(region.name) ? state : ("up" as const),
  }));
}

function productComponents(): SnapshotComponent[] {
  const wave = (base: number, height: number) =>
    Array.from({ length: 96 }, (_, at) =>
      at > 60 && at < 65 ? null : base + height * (1 + Math.sin(at / 9)) + (at % 7) * 4,
    );
  const outage = { upMs: DAY - 2 * HOUR, downMs: 2 * HOUR };
  const component = (name: string, state: ComponentState, change: Partial<SnapshotComponent> = {}) =>
    aSnapshotComponent({ name, state, ...change });
  return [
    component("API", "operational", {
      description: "REST and GraphQL at api.acme.example",
      days: someDays(90, { 12: { downMs: 4 * MINUTE }, 40: { degradedMs: 25 * MINUTE } }),
      latency: { fromMs: SNAPSHOT_NOW - DAY, stepMs: 15 * MINUTE, p50Ms: wave(80, 30), p95Ms: wave(180, 70) },
    }),
    component("Website", "degraded", {
      regions: regionsWith("slow", ["Mumbai"]),
      days: someDays(90, { 0: { degradedMs: 3 * HOUR }, 1: { degradedMs: 8 * MINUTE } }),
    }),
    component("Checkout", "major_outage", {
      regions: REGIONS.map((region) => ({ ...region, state: "down" })),
      days: someDays(90, { 0: outage, 3: { downMs: 30 * MINUTE }, 33: { downMs: 5 * MINUTE } }),
      uptime: { ratio: 0.99871, coverage: 0.9999, days: 90, maintenanceMs: 0 },
    }),
    component("Search", "partial_outage", {
      regions: regionsWith("down", ["Virginia", "São Paulo"]),
      days: someDays(90, { 20: { upMs: 0, unknownMs: DAY, coverage: 0 }, 21: { coverage: 0.62 } }),
    }),
    component("Reports", "maintenance", {
      days: someDays(90, { 0: { maintenanceMs: HOUR }, 30: { maintenanceMs: 2 * HOUR } }),
    }),
    component("Exports", "unknown", {
      regions: REGIONS.map((region) => ({ ...region, state: "unknown" })),
      days: someDays(
        90,
        Object.fromEntries(
          Array.from({ length: 60 }, (_, at) => [at + 30, { upMs: 0, unknownMs: DAY, coverage: null }]),
        ),
      ),
      uptime: null,
    }),
  ];
}

/** As large as pages get: each component with bars of 90 days, some of them with something to tell. */
export function largeSnapshot(count: number, show: Partial<ComponentShow> = {}): StatusSnapshot {
  const components = Array.from({ length: count }, (_, at) =>
    aSnapshotComponent({
      id: `0199a000-0000-7000-8000-${String(at).padStart(12, "0")}`,
      name: `Service number ${at + 1}`,
      days:
        show.bars === false
          ? null
          : someDays(90, {
              [at]: { downMs: (at + 1) * MINUTE },
              [(at * 7) % 90]: { degradedMs: 20 * MINUTE },
              [89 - at]: { maintenanceMs: HOUR },
            }),
    }),
  );
  return aSnapshot({ sections: [aSection({ name: "Services", components })] });
}
