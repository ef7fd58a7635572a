import type { OutboundFetch } from "#server/channels/channel.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import type { SystemMailDeps } from "#server/runtime/system-mail.ts";
import type { Db } from "#server/store/prisma.ts";

export type SubscribeDeps = SystemMailDeps & {
  db: Db;
  now: () => Date;
  auth: { appUrl: string; secret: string };
  keyRing: KeyRing | null;
  /** To addresses that the egress policy allows only. */
  fetch: OutboundFetch;
  /** Runs after the answer, so that how long it takes tells the caller nothing. It must not reject. */
  later: (work: () => Promise<void>) => void;
};

/** The page that somebody subscribes to. `url` has no slash at its end. */
export type PageOfSubscriber = { id: string; workspaceId: string; title: string; url: string };
