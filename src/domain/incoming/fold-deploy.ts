import type { DeployState } from "#contracts/incoming-hook.ts";
import type { DeployFact } from "./incoming-fact.ts";

/** One deploy. `saidAt`: the newest call, whose words are shown. */
export type Deploy = Pick<DeployFact, "name" | "version" | "environment" | "url"> & {
  state: DeployState;
  startedAt: number;
  endedAt: number | null;
  saidAt: number;
};

/** Calls of one deploy in any order: it begins with its earliest, ends with its latest end, and is called what was said last. */
export function foldDeploy(known: Deploy | null, fact: DeployFact): { deploy: Deploy; isNews: boolean } {
  const { at, state, name, version, environment, url } = fact;
  const ends = state !== "started";
  const words = { name, version, environment, url };
  if (known === null) {
    return {
      deploy: { ...words, state, startedAt: at, endedAt: ends ? at : null, saidAt: at },
      isNews: true,
    };
  }
  const isLatestEnd = ends && (known.endedAt === null || at > known.endedAt);
  const deploy: Deploy = {
    ...(at > known.saidAt ? keepSaid(known, words) : keepSaid(words, known)),
    state: isLatestEnd ? state : known.state,
    startedAt: Math.min(known.startedAt, at),
    endedAt: isLatestEnd ? at : known.endedAt,
    saidAt: Math.max(known.saidAt, at),
  };
  return { deploy, isNews: JSON.stringify(deploy) !== JSON.stringify({ ...deploy, ...known }) };
}

type Words = Pick<Deploy, "name" | "version" | "environment" | "url">;

/** A call that leaves a word out does not take it back. */
function keepSaid(older: Words, newer: Words): Words {
  return {
    name: newer.name === "" ? older.name : newer.name,
    version: newer.version === "" ? older.version : newer.version,
    environment: newer.environment === "" ? older.environment : newer.environment,
    url: newer.url === "" ? older.url : newer.url,
  };
}
