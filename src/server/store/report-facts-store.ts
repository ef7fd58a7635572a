import { OUTCOMES } from "#contracts/outcomes.ts";
import type { ReportChain, SlaReport } from "#contracts/sla-report.ts";
import { DAY_MS, makeDayRecord, writeDay } from "#domain/objective/day-record.ts";
import { listUtcDays, NO_LINK, type ReportFacts } from "#domain/objective/derive-report.ts";
import { milliOf } from "#domain/objective/error-budget.ts";
import { monthWindow } from "#domain/objective/objective-window.ts";
import type { Timeline } from "#domain/objective/segments-of.ts";
import { listDayChecks, listLinks, type StoredLink } from "./day-link-store.ts";
import type { Member, ObjectiveFacts } from "./objective-store.ts";
import type { Sql } from "./prisma.ts";
import { listTimelines } from "./timeline-store.ts";

export type GatheredReport = ReportFacts & Pick<SlaReport, "incidents"> & { names: Map<string, string> };

/** Everything that a report of the month is computed from: sealed days, and what is known of those that are not. */
export async function gatherReport(
  sql: Sql,
  asked: { objective: ObjectiveFacts; month: string; nowMs: number },
): Promise<GatheredReport> {
  const { objective, month, nowMs } = asked;
  const { spec, members } = objective;
  const whole = monthWindow(month, spec.zone);
  const period = { month, fromMs: whole.fromMs, toMs: Math.max(whole.fromMs, Math.min(whole.toMs, nowMs)) };
  const chains = await readChains(sql, { members, period, nowMs });
  return {
    objective: {
      id: objective.id,
      name: spec.name,
      targetMilli: milliOf(spec.targetPercent),
      counting: spec.counting,
      zone: spec.zone,
      hours: spec.hours,
      excludeMaintenance: spec.excludeMaintenance,
    },
    period,
    exclusions: objective.exclusions
      .filter(({ startsAt, endsAt }) => startsAt < period.toMs && endsAt > period.fromMs)
      .map(({ startsAt, endsAt, reason, by, at }) => ({
        fromMs: startsAt,
        toMs: endsAt,
        reason,
        by,
        atMs: at,
      })),
    chains,
    incidents: await listReportIncidents(sql, { members, period, nowMs }),
    names: new Map(members.map(({ publicId, name }) => [publicId, name])),
  };
}

type Span = { fromMs: number; toMs: number };

async function readChains(
  sql: Sql,
  asked: { members: readonly Member[]; period: Span; nowMs: number },
): Promise<ReportChain[]> {
  const { members, period, nowMs } = asked;
  const days = listUtcDays(period);
  const fromMs = days[0] ?? period.fromMs;
  const toMs = (days.at(-1) ?? period.fromMs) + DAY_MS;
  const monitorIds = members.map(({ id }) => id);
  const [links, timelines, checks] = await Promise.all([
    listLinks(sql, { monitorIds, fromMs, toMs }),
    listTimelines(sql, { members, fromMs, toMs }),
    listDayChecks(sql, { monitorIds, fromMs, toMs }),
  ]);
  const linksOf = new Map<number, StoredLink[]>(monitorIds.map((id) => [id, []]));
  for (const link of links) linksOf.get(link.monitorId)?.push(link);
  return members.map((member) => {
    const own = linksOf.get(member.id) ?? [];
    const open = openDays({ member, days, links: own, timeline: timelines.get(member.id), nowMs, checks });
    return {
      monitor: member.publicId,
      previous: own[0]?.previous ?? NO_LINK,
      links: own.map(({ seq, body, hash }) => ({ seq, body, hash })),
      open,
    };
  });
}

type OpenDays = {
  member: Member;
  days: readonly number[];
  links: readonly StoredLink[];
  timeline: Timeline | undefined;
  nowMs: number;
  checks: Awaited<ReturnType<typeof listDayChecks>>;
};

/** Days after the last link; where there is none, from the day on which the monitor was made. */
function openDays({ member, days, links, timeline, nowMs, checks }: OpenDays): string[] {
  if (timeline === undefined) return [];
  const sealed = new Set(links.map(({ body }) => Date.parse(`${JSON.parse(body).day}T00:00:00Z`)));
  const firstMs = sealed.size > 0 ? Math.min(...sealed) : member.existsFromMs - DAY_MS + 1;
  return days
    .filter((dayMs) => dayMs >= firstMs && !sealed.has(dayMs))
    .map((dayMs) =>
      writeDay(
        makeDayRecord({
          monitor: member.publicId,
          dayMs,
          seq: 0,
          corrects: null,
          timeline,
          knownToMs: nowMs < dayMs + DAY_MS ? nowMs : null,
          checks: checks.get(`${member.id} ${dayMs}`) ?? {},
        }),
      ),
    );
}

type IncidentRow = Omit<SlaReport["incidents"][number], "durationMs" | "causeClass"> & {
  outcome: string | null;
};

async function listReportIncidents(
  sql: Sql,
  asked: { members: readonly Member[]; period: Span; nowMs: number },
): Promise<SlaReport["incidents"]> {
  const { rows } = await sql.query<IncidentRow>({
    name: "list-report-incidents",
    text: `SELECT i.id, m.public_id AS monitor, i.cause,
        (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAtMs",
        (extract(epoch FROM i.closed_at) * 1000)::float8 AS "closedAtMs",
        (SELECT e.tick->>'outcome' FROM incident_evidence e WHERE e.incident_id = i.id AND e.tick->>'outcome' <> 'ok'
          ORDER BY e.scheduled_at, e.region LIMIT 1) AS outcome
      FROM incident i JOIN monitor m ON m.id = i.monitor_id
      WHERE i.monitor_id = ANY($1) AND i.kind = 'automatic' AND i.opened_at < to_timestamp($3::float8 / 1000)
        AND (i.closed_at IS NULL OR i.closed_at > to_timestamp($2::float8 / 1000))
      ORDER BY i.opened_at, i.id`,
    values: [asked.members.map(({ id }) => id), asked.period.fromMs, asked.period.toMs],
  });
  return rows.map(({ outcome, ...row }) => ({
    ...row,
    durationMs: Math.max(0, (row.closedAtMs ?? asked.nowMs) - row.openedAtMs),
    causeClass: OUTCOMES.find((known) => known === outcome) ?? "other",
  }));
}
