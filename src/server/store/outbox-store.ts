import { dueAt, findStep } from "#domain/notification/escalation-steps.ts";
import { whyParentIsDown } from "#domain/notification/hold-message.ts";
import { writeDeliveries } from "./delivery-write-store.ts";
import { captureChildren, saveCauses } from "./dependency-store.ts";
import { listStepChannels, saveFirstSteps } from "./escalation-run-store.ts";
import { listNews, type News } from "./outbox-news-store.ts";
import { type Message, planMessages } from "./plan-messages.ts";
import type { Sql } from "./prisma.ts";
import { listChannels } from "./recipient-store.ts";
import { tellEnds } from "./tell-ends-store.ts";

/** The rows of verdict-store's `change`, as JSON. */
type Written = { changesJson: string; nowMs: number };

/**
 * Writes what people have to be told of verdicts that this transaction has changed; its transitions and incidents must be
 * written already. Returns how many messages are to be sent.
 */
export async function insertDeliveries(sql: Sql, written: Written): Promise<number> {
  const news = await listNews(sql, written);
  const begun = await tellBeginnings(sql, { ...written, news: news.filter(({ event }) => event !== "up") });
  const ends = news.filter(({ event }) => event === "up").map(toMessage);
  return begun + (await tellEnds(sql, { ...written, ends }));
}

type Told = Written & { news: readonly News[] };

async function tellBeginnings(sql: Sql, told: Told): Promise<number> {
  const { news, nowMs } = told;
  if (news.length === 0) return 0;
  const also = await takeFirstSteps(sql, told);
  const recipients = await listChannels(sql, { incidents: news, also, nowMs });
  const written = await writeDeliveries(sql, {
    ...told,
    deliveries: planMessages({ news: news.map(toMessage), recipients, nowMs }),
  });
  await saveCauses(sql, { caused: news.flatMap((one) => causeOf(one, nowMs)), nowMs });
  if (news.some(({ hasChildren, event }) => hasChildren && event === "down"))
    await captureChildren(sql, nowMs);
  return written;
}

function toMessage(news: News): Message {
  const isEnd = news.event === "up";
  const durationMs = isEnd ? Math.max(0, news.atMs - news.openedAtMs) : null;
  return { ...news, ordinal: news.round, durationMs };
}

function causeOf({ parent, incidentId, closedAtMs }: News, nowMs: number) {
  if (parent?.kind !== "down" || closedAtMs !== null) return [];
  return [{ incidentId, causedById: parent.incidentId, because: whyParentIsDown(parent, nowMs) }];
}

/** The first step of an escalation that begins without delay is told together with the monitor's channels. */
async function takeFirstSteps(sql: Sql, { news, nowMs }: Told) {
  const taken = news.flatMap(({ incidentId, escalation, openedAtMs }) => {
    const step = escalation === null ? null : findStep(escalation, 0);
    if (escalation === null || step === null || step.afterMin > 0) return [];
    return [{ incidentId, step, nextStepAtMs: dueAt(escalation, 1, openedAtMs) }];
  });
  if (taken.length === 0) return [];
  await saveFirstSteps(sql, taken);
  const channels = await listStepChannels(sql, { steps: taken.map(({ step }) => step), nowMs });
  return taken.flatMap(({ incidentId }, n) =>
    (channels[n] ?? []).map((channelId) => ({ incidentId, channelId })),
  );
}
