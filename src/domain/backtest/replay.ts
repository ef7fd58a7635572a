import type { Policy } from "#contracts/policy.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { advance, type Course, startCourse } from "#domain/verdict/course.ts";
import type { Reading, VerdictInput, VerdictStep } from "#domain/verdict/judgement.ts";
import { emptyMemory } from "#domain/verdict/memory.ts";
import { toRules } from "#domain/verdict/rules.ts";
import type { Medians } from "#domain/verdict/slow-limits.ts";

/** A time in which people would have been told that something is wrong. */
export type Alert = {
  startedAt: number;
  /** Null: it had not ended at the end of the replay. */
  endedAt: number | null;
  kind: Extract<Verdict, "down" | "flapping" | "degraded">;
  firstFailedAt: number | null;
  reason: string;
};

export type ReplayInput = Pick<
  VerdictInput,
  "intervalMs" | "isInbound" | "beganAt" | "regions" | "faults" | "windows"
> & {
  policy: Policy;
  fromMs: number;
  /** Medians for relative rules, by the start of the hour that they are used in; left out: such rules do not apply. */
  mediansOf?: (hourMs: number) => Medians;
};

export type Replay = { input: ReplayInput; course: Course; hourMs: number; open: Alert | null };

const HOUR_MS = 3_600_000;

/** Folds stored readings of one monitor by the rules that judge live ones. It starts without knowledge. */
export function startReplay(input: ReplayInput): Replay {
  const hourMs = startOfHour(input.fromMs);
  const { regions, faults, windows, fromMs } = input;
  const memory = emptyMemory(fromMs);
  const course = startCourse({ memory, rules: rulesOf(input, hourMs), regions, faults, windows });
  return { input, course, hourMs, open: null };
}

/** Takes the next readings, in the order of their completion, and answers the alerts that ended with them. */
export function feedReplay(replay: Replay, readings: readonly Reading[]): Alert[] {
  const ended: Alert[] = [];
  for (const hour of splitByHour(replay, readings)) {
    const last = hour.at(-1);
    if (last === undefined) continue;
    enterHour(replay, startOfHour(last.at));
    advance(replay.course, hour, last.at);
    ended.push(...takeAlerts(replay));
  }
  return ended;
}

/** Lets the time run until the end of the replay; an alert that is still open then has no end. */
export function endReplay(replay: Replay, toMs: number): Alert[] {
  advance(replay.course, [], toMs);
  const ended = takeAlerts(replay);
  return replay.open === null ? ended : [...ended, replay.open];
}

/** Everything at once. */
export function* replay(
  input: ReplayInput & { toMs: number },
  chunks: Iterable<readonly Reading[]>,
): Generator<Alert> {
  const state = startReplay(input);
  for (const chunk of chunks) yield* feedReplay(state, chunk);
  yield* endReplay(state, input.toMs);
}

/** Medians change by the hour; without them all readings may go in one. */
function* splitByHour({ input }: Replay, readings: readonly Reading[]): Generator<readonly Reading[]> {
  if (input.mediansOf === undefined) {
    yield readings;
    return;
  }
  let from = 0;
  for (let next = 1; next <= readings.length; next += 1) {
    const isSame =
      next < readings.length && startOfHour(readings[next]?.at ?? 0) === startOfHour(readings[from]?.at ?? 0);
    if (isSame) continue;
    yield readings.slice(from, next);
    from = next;
  }
}

function enterHour(replay: Replay, hourMs: number): void {
  if (replay.input.mediansOf === undefined || replay.hourMs === hourMs) return;
  replay.hourMs = hourMs;
  replay.course.rules = rulesOf(replay.input, hourMs);
}

function rulesOf(input: ReplayInput, hourMs: number) {
  return toRules({ ...input, mediansUs: input.mediansOf?.(hourMs) ?? null });
}

function takeAlerts(replay: Replay): Alert[] {
  const { steps } = replay.course;
  if (steps.length === 0) return [];
  replay.course.steps = [];
  const ended: Alert[] = [];
  for (const step of steps) {
    if (replay.open === null) replay.open = openAlert(step);
    else if (step.to === "up") {
      ended.push({ ...replay.open, endedAt: step.at });
      replay.open = null;
    }
  }
  return ended;
}

/** Unknown and maintenance tell nobody, and end nothing. */
function openAlert({ to, at, reason, firstFailedAt }: VerdictStep): Alert | null {
  if (to !== "down" && to !== "flapping" && to !== "degraded") return null;
  return { startedAt: at, endedAt: null, kind: to, firstFailedAt, reason };
}

function startOfHour(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}
