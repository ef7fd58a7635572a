import type { Notification } from "#contracts/notification.ts";
import type { Send } from "#server/runtime/deps.ts";
import type { ProcessLife } from "../process-life.ts";

export type Receipt = { at: number; channelId: string; notification: Notification };
type Given = { target: Parameters<Send>[0]; notification: Notification };
type SendResult = Awaited<ReturnType<Send>>;

const SEND_TIMEOUT_MS = 10_000;

/** The receivers at the other end of the channels: they keep what they accepted, whatever became of the answer. */
export class Sinks {
  readonly received: Receipt[] = [];

  async send(life: ProcessLife, { target, notification }: Given): Promise<SendResult> {
    const { faults, loop, trace } = life.sim;
    const channelId = readChannelId(target.config);
    const startedAt = loop.now;
    const request = life.step("send");
    if (request !== null) await request;
    if (faults.strikes("send_timeout", channelId)) {
      await life.wait(SEND_TIMEOUT_MS);
      return failed("timeout", null);
    }
    if (faults.strikes("send_refused", channelId)) return failed("500", null);
    if (faults.strikes("send_limited", channelId))
      return failed("429", faults.between("send_limited", 1_000, 20_000));
    this.received.push({ at: loop.now, channelId, notification });
    trace.note(
      "sink",
      `${channelId} got ${notification.kind} ${notification.monitor.name} ${notification.id}`,
    );
    if (faults.strikes("send_cut", channelId)) {
      await life.wait(SEND_TIMEOUT_MS);
      return failed("the connection was cut", null);
    }
    const answer = life.step("send answer");
    if (answer !== null) await answer;
    const response = { status: 200, body: "ok", latencyMs: loop.now - startedAt };
    return { kind: "sent", response } as SendResult;
  }
}

function failed(reason: string, retryAfterMs: number | null): SendResult {
  return { kind: "failed", permanent: false, reason, retryAfterMs, response: null } as unknown as SendResult;
}

function readChannelId(config: unknown): string {
  const { url } = config as { url?: unknown };
  return String(url).replace("http://sink.test/", "");
}
