import * as z from "zod";
import type { CheckKind } from "./checks/check-kinds.ts";
import { nameOf } from "./name.ts";
import type { RegionStanding } from "./view.ts";

/** A private location is a region of one workspace, whose agents run in its own network. */
const LocationName = nameOf({ missing: "Give the location a name.", max: 80 });
/** Looked up as it is: whatever is no code of theirs is not found. */
const LocationCode = z.string().min(1).max(64);

export const LocationInput = z.strictObject({ name: LocationName });
export type LocationInput = z.infer<typeof LocationInput>;
export const LocationChoice = z.strictObject({ code: LocationCode });
export const LocationRenaming = z.strictObject({ code: LocationCode, name: LocationName });
export type LocationRenaming = z.infer<typeof LocationRenaming>;
export const LocationSwitch = z.strictObject({ code: LocationCode, enabled: z.boolean() });
export type LocationSwitch = z.infer<typeof LocationSwitch>;
/** `removeFromMonitors`: monitors that are checked from elsewhere, too, go on without it. */
export const LocationDeletion = z.strictObject({
  code: LocationCode,
  removeFromMonitors: z.boolean().default(false),
});
export type LocationDeletion = z.infer<typeof LocationDeletion>;

/** The token is shown once, by the command that makes it. */
export type LocationToken = { code: string; name: string; token: string };

/** How an agent feels, from its last beat. Times are epoch ms. */
export type AgentView = {
  instance: string;
  version: string;
  startedAt: number;
  lastSeenAt: number;
  isLive: boolean;
  inFlight: number;
  queued: number;
  lagMs: number;
  rssBytes: number;
  kinds: CheckKind[];
};

export type LocationView = {
  code: string;
  name: string;
  enabled: boolean;
  standing: RegionStanding;
  sickBecause: string | null;
  createdAt: number;
  lastSeenAt: number | null;
  /** What all of its live agents can check; before one has said so: what agents can at best. */
  kinds: CheckKind[];
  agents: AgentView[];
  /** How many monitors are checked from there. */
  monitors: number;
};
export type LocationList = { now: number; appUrl: string; locations: LocationView[] };
