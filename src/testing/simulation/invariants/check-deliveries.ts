import type { DeliveryRow } from "../postgres/tables.ts";
import type { World } from "../world.ts";

const DISPATCH_MS = 75_000;

/** I6, I7, I8, I14: one message per event and channel, none is forgotten, none overtakes, none goes astray. */
export function checkDeliveries(world: World): void {
  const { db } = world.postgres;
  const deliveries = db.rows(db.tables.delivery);
  const received = countReceived(world);
  const keys = new Set<string>();
  for (const row of deliveries) {
    const name = row.event === "reminder" ? `reminder ${row.ordinal}` : row.event;
    const key = `${row.incidentId} ${name} ${row.channelId}`;
    if (keys.has(key)) world.sim.violate("I6", `the outbox has ${key} twice`);
    keys.add(key);
    const isForgotten =
      row.status === "pending" &&
      row.nextAt < world.sim.loop.now - DISPATCH_MS &&
      !deliveries.some((other) => isBefore(other, row));
    if (isForgotten) world.sim.violate("I7", `the message ${row.id} was due at ${row.nextAt} and waits`);
    if (row.status === "sent" && !received.has(row.leaderId ?? row.id)) {
      world.sim.violate("I7", `the message ${row.id} counts as sent, and nobody got it`);
    }
  }
  checkTold(world, deliveries);
  checkEnds(world, deliveries);
  checkOrder(world);
  checkRepeats(world);
}

/** An end waits for the next attempt of its beginning, which may be ten minutes away. */
function isBefore(other: DeliveryRow, row: DeliveryRow): boolean {
  const isSame = other.incidentId === row.incidentId && other.channelId === row.channelId;
  return isSame && other.status === "pending" && (other.seq ?? 0) < (row.seq ?? 0);
}

/** How often each message came in, wherever it belongs. */
function countReceived(world: World): Map<string, number> {
  const { db } = world.postgres;
  const received = new Map<string, number>();
  for (const receipt of world.sinks.received) {
    const { id, workspace: told } = receipt.notification;
    received.set(id, (received.get(id) ?? 0) + 1);
    const row = db.find(db.tables.delivery, id);
    if (row === null) {
      world.sim.violate("I7", `the message ${id} is in no outbox`);
      continue;
    }
    const workspace = db.find(db.tables.workspace, row.workspaceId);
    const isStrange = db.find(db.tables.channel, receipt.channelId)?.workspaceId !== row.workspaceId;
    if (isStrange || workspace?.name !== told.name) {
      world.sim.violate("I14", `the message ${id} went to another workspace`);
    }
  }
  return received;
}

/** Whoever was told of a beginning is told of the end. */
function checkEnds(world: World, deliveries: readonly DeliveryRow[]): void {
  const { db } = world.postgres;
  const ended = new Set(
    deliveries.filter((row) => row.event === "up").map((row) => `${row.incidentId} ${row.channelId}`),
  );
  for (const row of deliveries) {
    const about = row.incidentId === null ? null : db.find(db.tables.incident, row.incidentId);
    const isTold = row.status === "sent" && about !== null && about.closedAt !== null;
    if (isTold && !ended.has(`${row.incidentId} ${row.channelId}`)) {
      world.sim.violate("I7", `${row.channelId} was never told that ${row.incidentId} is over`);
    }
  }
}

/** Whoever is to be told of a monitor finds each of its incidents in the outbox. */
function checkTold(world: World, deliveries: readonly DeliveryRow[]): void {
  const { db } = world.postgres;
  const told = new Set(deliveries.map((row) => `${row.incidentId} ${row.channelId}`));
  for (const incident of db.rows(db.tables.incident)) {
    for (const { monitorId, channelId } of db.rows(db.tables.monitorChannel)) {
      if (monitorId === incident.monitorId && !told.has(`${incident.id} ${channelId}`)) {
        world.sim.violate("I7", `the incident ${incident.id} has no message for ${channelId}`);
      }
    }
  }
}

/** A message tells of its own incident and of those of the group that it leads. */
function checkOrder(world: World): void {
  const { db } = world.postgres;
  const members = new Map<string, DeliveryRow[]>();
  for (const row of db.rows(db.tables.delivery)) {
    const leader = row.leaderId ?? row.id;
    members.set(leader, [...(members.get(leader) ?? []), row]);
  }
  const begun = new Set<string>();
  for (const { notification } of world.sinks.received) {
    for (const row of members.get(notification.id) ?? []) {
      const key = `${row.incidentId} ${row.channelId}`;
      if (row.event !== "up") begun.add(key);
      else if (!begun.has(key)) world.sim.violate("I8", `${key}: heard of the end before the beginning`);
    }
  }
}

/**
 * A repeat needs a reason of its own, from before it: a lost answer of that channel, or a dispatcher that died or stood
 * still between sending and recording. Such a dispatcher may have had one message under way in each channel.
 */
function checkRepeats(world: World): void {
  const known = new Set<string>();
  const repeats = new Map<string, number>();
  for (const { at, channelId, notification } of world.sinks.received) {
    if (!known.has(notification.id)) {
      known.add(notification.id);
      continue;
    }
    const count = (repeats.get(channelId) ?? 0) + 1;
    repeats.set(channelId, count);
    const excuses = world.sim.faults.struck.filter(
      (fault) =>
        fault.at <= at &&
        (/^(app_|sql_)/.test(fault.kind) || (fault.kind === "send_cut" && fault.where === channelId)),
    ).length;
    if (count > excuses) {
      world.sim.violate("I7", `${channelId} got ${count} messages again, for ${excuses} reasons`);
    }
  }
}
