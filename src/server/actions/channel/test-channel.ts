import { uuidv7 } from "uuidv7";
import type { ChannelConfigInput, ChannelKind } from "#contracts/channel.ts";
import type { Notification } from "#contracts/notification.ts";
import type { SendResult } from "#server/channels/channel.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { lockChannel } from "#server/store/channel-store.ts";
import { insertTestDelivery } from "#server/store/delivery-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import { findWorkspaceName } from "#server/store/workspace-store.ts";
import { type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { type ChannelDeps, changeChannel, knownConfig, openStored } from "./change-channel.ts";
import { readChannelConfig } from "./read-channel-config.ts";

const PER_MINUTE = 10;

/** A stored channel, a stored one with a form's changes, or a form that was never saved. */
export type ChannelTest =
  | { id: string; config?: ChannelConfigInput | undefined }
  | { kind: ChannelKind; config: ChannelConfigInput };

type Target = { kind: ChannelKind; config: Record<string, unknown>; channelId: string | null };

/** Sends a test message now and answers what the receiver said. Only a stored channel's test is written down. */
export async function testChannel(deps: ChannelDeps, caller: Caller, test: ChannelTest): Promise<SendResult> {
  requireEditor(caller);
  const target =
    "id" in test
      ? await readStored(deps, caller, test)
      : {
          kind: test.kind,
          config: readChannelConfig(deps, { kind: test.kind, input: test.config }, null),
          channelId: null,
        };
  const notification = await inTransaction(deps, (tx) => admitTest(deps, tx, { caller, target }));

  // Outside of the transaction: a receiver may take its time.
  const result = await deps.send(target, notification);
  const { channelId } = target;
  if (channelId !== null) await record(deps, { caller, channelId, notification, result });
  return result;
}

function readStored(
  deps: ChannelDeps,
  caller: Caller,
  test: Extract<ChannelTest, { id: string }>,
): Promise<Target> {
  return changeChannel(deps, { caller, id: test.id }, async (_tx, channel) => {
    const { kind } = channel;
    if (test.config !== undefined) {
      const config = readChannelConfig(deps, { kind, input: test.config }, knownConfig(deps, channel));
      return { kind, config, channelId: null };
    }
    const secrets = openStored(deps, channel, Object.keys(channel.secrets));
    return { kind, config: { ...channel.config, ...secrets }, channelId: channel.id };
  });
}

async function admitTest(
  deps: ChannelDeps,
  tx: Tx,
  { caller, target }: { caller: Caller; target: Target },
): Promise<Notification> {
  const at = deps.now();
  const { workspaceId } = caller.actor;
  const window = { key: `channel-test:${workspaceId}`, limit: PER_MINUTE, windowMs: 60_000 };
  const answer = await countAttempt(tx, { ...window, at });
  if (!answer.allowed) {
    const waitSec = Math.ceil(answer.waitMs / 1000);
    throw new AppError("limit_reached", `${PER_MINUTE} tests a minute at most. Wait ${waitSec} s.`);
  }
  const detail = { kind: target.kind };
  await recordCommand(tx, caller, { action: "channel.test", subject: target.channelId, at, detail });
  const id = uuidv7();
  const appUrl = deps.auth.appUrl.replace(/\/+$/, "");
  return {
    id,
    kind: "test",
    incidentId: null,
    incidentUrl: null,
    acknowledgeUrl: null,
    severity: "normal",
    at: at.getTime(),
    durationMs: null,
    workspace: { name: await findWorkspaceName(tx, workspaceId) },
    monitor: { id, name: "Example monitor", target: "https://example.com/", url: `${appUrl}/monitors` },
    reason: "This is a test: nothing is down. Alerts of this workspace will look like this.",
    regions: [],
    others: [],
  };
}

/** A channel that was deleted in the meantime has no log to write to. */
function record(
  deps: ChannelDeps,
  sent: { caller: Caller; channelId: string; notification: Notification; result: SendResult },
): Promise<void> {
  const { caller, channelId, notification, result } = sent;
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = caller.actor;
    if (!(await lockChannel(tx, { workspaceId, id: channelId }))) return;
    const error = result.kind === "sent" ? null : result.reason;
    const { request, response } = result;
    const at = deps.now();
    await insertTestDelivery(tx, { channelId, workspaceId, notification, error, request, response, at });
  });
}
