import type { ArrivalLog } from "./arrival-log.ts";
import { encodeArrivalLog } from "./arrival-log.ts";

export type WebhookHit = { atMs: number; body: string };
/** What a monitor's target does. Without one it answers 200 at once. */
export type Behaviour = { status: number; delayMs: number };
export type TargetState = {
  log: ArrivalLog;
  behaviours: Map<number, Behaviour>;
  hooks: WebhookHit[];
};
type Reply = { type: string; body: Buffer };

/** Answers everything that is not a check: reading and emptying the log, switching targets, the webhook sink. */
export function answerControl(state: TargetState, path: string, body: string): Reply | null {
  switch (path) {
    case "/__log":
      return { type: "application/octet-stream", body: encodeArrivalLog(state.log) };
    case "/__reset":
      state.log.count = 0;
      state.hooks.length = 0;
      return json({ reset: true });
    case "/__behave":
      return json({ monitors: behave(state, body) });
    case "/__hooks":
      return json(state.hooks);
    case "/__stats": {
      const { user, system } = process.cpuUsage();
      return json({ count: state.log.count, cpuUs: user + system });
    }
    case "/hook":
      state.hooks.push({ atMs: performance.timeOrigin + performance.now(), body });
      return json({ received: true });
    default:
      return null;
  }
}

function behave(state: TargetState, body: string): number {
  const wish = JSON.parse(body) as { ids: number[]; status?: number; delayMs?: number };
  const behaviour = { status: wish.status ?? 200, delayMs: wish.delayMs ?? 0 };
  const plain = behaviour.status === 200 && behaviour.delayMs === 0;
  for (const id of wish.ids) {
    if (plain) state.behaviours.delete(id);
    else state.behaviours.set(id, behaviour);
  }
  return wish.ids.length;
}

function json(value: unknown): Reply {
  return { type: "application/json", body: Buffer.from(JSON.stringify(value)) };
}
