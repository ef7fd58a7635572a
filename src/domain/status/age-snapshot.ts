import type { ComponentState } from "#contracts/status-post.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { DELAY_MS } from "./judge-delay.ts";

/**
 * A snapshot that could not be made anew as it may be shown now: what was well and was not looked at since is unknown; what
 * was not well, or what people wrote, stays.
 */
export function ageSnapshot(snapshot: StatusSnapshot, nowMs: number): StatusSnapshot {
  if (snapshot.delayedSince !== null || nowMs - snapshot.judgedAt <= DELAY_MS) return snapshot;
  return {
    ...snapshot,
    delayedSince: snapshot.judgedAt,
    state: aged(snapshot.state),
    sections: snapshot.sections.map((section) => ({
      ...section,
      state: aged(section.state),
      components: section.components.map((component) => ({
        ...component,
        state: aged(component.state),
        regions:
          component.regions?.map((region) => ({
            ...region,
            state: region.state === "up" ? ("unknown" as const) : region.state,
          })) ?? null,
      })),
    })),
  };
}

function aged(state: ComponentState): ComponentState {
  return state === "operational" ? "unknown" : state;
}
