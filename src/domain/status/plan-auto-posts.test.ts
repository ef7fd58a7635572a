import fc from "fast-check";
import { expect, test } from "vitest";
import type { AutoIncident, AutoPage, AutoPlan, AutoPost } from "./auto-page.ts";
import { moveByTime } from "./move-by-time.ts";
import { planAutoPosts } from "./plan-auto-posts.ts";
import { namesOf, POST_WORDS, titleOf } from "./post-words.ts";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

type Fact = { verdict: "up" | "down" | "degraded"; openedAgoMs: number };
const facts = fc.array(
  fc.record({
    verdict: fc.constantFrom("up" as const, "down" as const, "degraded" as const),
    openedAgoMs: fc.integer({ min: 0, max: 10 * MINUTE }),
  }),
  { minLength: 1, maxLength: 6 },
);

function pageOf(given: readonly Fact[], posts: readonly AutoPost[]): AutoPage {
  const told = new Set(posts.flatMap(({ followed }) => followed.map(({ id }) => id)));
  const incidents = given.flatMap(({ verdict, openedAgoMs }, id): AutoIncident[] =>
    verdict === "up"
      ? []
      : [{ id: `i${id}`, monitorId: id, openedAt: NOW - openedAgoMs, closedAt: null, worst: verdict }],
  );
  return {
    locale: "en",
    mode: "publish",
    nowMs: NOW,
    components: given.map(({ verdict }, id) => ({
      id: `c${id}`,
      name: `Part ${id}`,
      monitors: [{ id, verdict, isPaused: false }],
    })),
    fresh: incidents.filter(({ id }) => !told.has(id)).sort((a, b) => a.openedAt - b.openedAt),
    posts,
  };
}

/** As the stage stores it. */
function madeOf(page: AutoPage, plans: readonly AutoPlan[]): AutoPost[] {
  return plans.flatMap(({ id, change, link }, at) =>
    id !== null || change === null
      ? []
      : [
          {
            id: `p${at}`,
            title: change.title,
            state: change.state,
            impact: change.impact,
            isPublished: true,
            isAutomatic: true,
            endedAt: change.endedAt,
            saidAt: page.nowMs,
            components: change.components,
            followed: page.fresh.filter((incident) => link.includes(incident.id)),
            pastIncidentIds: [],
            suggestion: null,
          },
        ],
  );
}

test("every incident is told in exactly one post, and looking again changes nothing", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const page = pageOf(given, []);
      const plans = planAutoPosts(page);
      expect(plans.flatMap(({ link }) => link).sort()).toEqual(page.fresh.map(({ id }) => id).sort());
      expect(planAutoPosts(pageOf(given, madeOf(page, plans)))).toEqual([]);
    }),
  );
});

test("when all is well again every post ends, and says so once", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const page = pageOf(given, []);
      const posts = madeOf(page, planAutoPosts(page)).map((post) => ({
        ...post,
        followed: post.followed.map((incident) => ({ ...incident, closedAt: NOW })),
      }));
      const well = given.map((fact) => ({ ...fact, verdict: "up" as const }));
      const ends = planAutoPosts(pageOf(well, posts));
      expect(ends.map(({ id, change }) => [id, change?.state])).toEqual(
        posts.map(({ id }) => [id, "resolved"]),
      );
      expect(ends.every(({ change }) => change?.update?.body.endsWith("again."))).toBe(true);
    }),
  );
});

test("names are shown as they are, however they look", () => {
  expect(namesOf(POST_WORDS.en, ["1. *API* [x](https://x.example)"])).toBe(
    "1\\. \\*API\\* \\[x\\](https://x.example)",
  );
  const names = Array.from({ length: 12 }, (_, at) => `Part ${at}`);
  expect(namesOf(POST_WORDS.en, names)).toMatch(/Part 7, and 4 more$/);
  const title = titleOf(POST_WORDS.de, POST_WORDS.de.problem, ["x".repeat(120), "y".repeat(120)]);
  expect(title).toHaveLength(200);
});

test.each([
  { kind: "maintenance", state: "scheduled", ends: ["in_progress", "completed"] },
  { kind: "maintenance", state: "in_progress", ends: ["completed"] },
  { kind: "maintenance", state: "cancelled", ends: [] },
  { kind: "announcement", state: "active", ends: ["ended"] },
  { kind: "incident", state: "investigating", ends: [] },
] as const)("after its times a $kind that is $state goes on to $ends", ({ kind, state, ends }) => {
  const post = { kind, state, startsAt: NOW - 2, endsAt: NOW };
  expect(moveByTime(post, NOW).map((step) => step.state)).toEqual(ends);
  expect(moveByTime({ ...post, startsAt: NOW + 1, endsAt: NOW + 2 }, NOW)).toEqual([]);
});
