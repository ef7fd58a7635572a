import type { Fault, Received } from "./scripted-target.ts";

/** What happens to some monitors at the same time, and what their people have to be told of it. */
export type Part = {
  name: string;
  monitors: number;
  /** From the start of the script. */
  faults: (monitor: number) => Fault[];
  told: readonly string[];
};

const DOWN_UP = ["monitor.down", "monitor.up"];

/** Times are ms from the start of the script, which `fromMs` shifts to the clock. */
export function outages(name: string, given: { monitors: number; fromMs: number; forMs: number }): Part {
  // Not all in one moment: whoever decides has to look at each.
  const fault = (monitor: number): Fault => {
    const fromMs = given.fromMs + monitor * 700;
    return { kind: "span", fromMs, toMs: fromMs + given.forMs };
  };
  return { name, monitors: given.monitors, faults: (monitor) => [fault(monitor)], told: DOWN_UP };
}

/**
 * Down and up again and again. Under the default policy the fourth change is flapping, which is told of once, by the
 * `down` that it began with; its end is ten minutes away.
 */
export function flaps(name: string, given: { monitors: number; everyMs: number; times: number }): Part {
  return {
    name,
    monitors: given.monitors,
    faults: (monitor) =>
      Array.from({ length: given.times }, (_, time) => {
        const fromMs = monitor * 500 + time * given.everyMs;
        return { kind: "span", fromMs, toMs: fromMs + given.everyMs / 2 };
      }),
    told: [...DOWN_UP, "monitor.down"],
  };
}

/** One check fails here and there, further apart than a re-check. */
export function blips(name: string, given: { monitors: number; fromMs: number; times: number }): Part {
  return {
    name,
    monitors: given.monitors,
    faults: (monitor) =>
      Array.from({ length: given.times }, (_, time) => ({
        kind: "checks",
        fromMs: given.fromMs + monitor * 300 + time * 15_000,
        count: 1,
      })),
    told: [],
  };
}

/** One region does not get through, for long enough to be sure of it. */
export function regionFaults(
  name: string,
  given: { monitors: number; fromMs: number; forMs: number; region: string },
): Part {
  const { region, fromMs, forMs } = given;
  return {
    name,
    monitors: given.monitors,
    faults: () => [{ kind: "span", fromMs, toMs: fromMs + forMs, region }],
    told: [],
  };
}

export function quiet(name: string, monitors: number): Part {
  return { name, monitors, faults: () => [], told: [] };
}

export function shiftFault(fault: Fault, byMs: number): Fault {
  const fromMs = fault.fromMs + byMs;
  return fault.kind === "span" ? { ...fault, fromMs, toMs: fault.toMs + byMs } : { ...fault, fromMs };
}

/** The messages of one receiver in order, a repeat with the key of a message that it has already left out. */
export function distinctMessages(received: readonly Received[], hook: string): Received[] {
  const own = received.filter((message) => message.hook === hook);
  return own.filter((message, at) => own.findIndex(({ id }) => id === message.id) === at);
}
