import type { World } from "../world.ts";

const DISPATCH_MS = 75_000;

/** I6, I7, I8, I14: one message per event and channel, none is forgotten, none overtakes, none goes astray. */
export function checkDeliveries(world: World): void {
  const { db } = world.postgres;
  const deliveries = db.rows(db.tables.delivery);
  const received = new Map<string, number>();
  for (const receipt of world.sinks.received) {
    const { id } = receipt.notification;
    received.set(id, (received.get(id) ?? 0) + 1);
    const row = db.find(db.tables.delivery, id);
    if (row === null) world.sim.violate("I7", `the message ${id} is in no outbox`);
    if (row && row.channelId !== receipt.channelId)
      world.sim.violate("I14", `the message ${id} went to a strange channel`);
    const workspace = row ? db.find(db.tables.workspace, row.workspaceId) : null;
    if (workspace && workspace.name !== receipt.notification.workspace.name) {
      world.sim.violate("I14", `the message ${id} is about another workspace`);
    }
  }
  const keys = new Set<string>();
  for (const row of deliveries) {
    const key = `${row.incidentId} ${row.event} ${row.ordinal} ${row.channelId}`;
    if (keys.has(key)) world.sim.violate("I6", `the outbox has ${key} twice`);
    keys.add(key);
    const isForgotten = row.status === "pending" && row.nextAt < world.sim.loop.now - DISPATCH_MS;
    if (isForgotten) world.sim.violate("I7", `the message ${row.id} was due at ${row.nextAt} and waits`);
    if (row.status === "sent" && !received.has(row.id)) {
      world.sim.violate("I7", `the message ${row.id} counts as sent, and nobody got it`);
    }
  }
  checkOrder(world);
  checkRepeats(world, received);
}

function checkOrder(world: World): void {
  const down = new Set<string>();
  for (const { channelId, notification } of world.sinks.received) {
    const key = `${notification.incidentId} ${channelId}`;
    if (notification.kind === "down") down.add(key);
    if (notification.kind === "up" && !down.has(key)) {
      world.sim.violate(
        "I8",
        `${channelId} heard that ${notification.monitor.name} is up before it was down`,
      );
    }
  }
}

/** A repeat needs a reason: a lost answer, or a dispatcher that died or stood still between sending and recording. */
function checkRepeats(world: World, received: ReadonlyMap<string, number>): void {
  const excuses = world.sim.faults.struck.filter(({ kind }) => /^(send_cut|app_|sql_)/.test(kind)).length;
  let repeats = 0;
  for (const count of received.values()) repeats += count - 1;
  if (repeats > excuses) world.sim.violate("I7", `${repeats} messages were repeated for ${excuses} reasons`);
}
