import { trialOf } from "#contracts/job-entry.ts";
import type { ProbeConfig } from "#contracts/probe-rpc.ts";
import { findSecretNames } from "#domain/check/find-secret-names.ts";
import { type KeyRing, KeyRingError } from "#server/runtime/key-ring.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listOwners, listSealedSecrets, openValue, type SealedSecret } from "#server/store/secret-store.ts";

type Deps = { pool: Sql; keyRing: KeyRing | null; log: Logger };
type OnConfig = Extract<ProbeConfig, { state: "on" }>;
type Named = { config: OnConfig; names: string[] };

/**
 * Gives each configuration the values of the secrets that its check names, and no others. What cannot be given becomes
 * a problem that its ticks will name, so that one workspace's trouble holds up nobody else's checks.
 */
export async function attachSecrets(
  deps: Deps,
  configs: ProbeConfig[],
  isPrivate: boolean,
): Promise<ProbeConfig[]> {
  const named = configs.flatMap((config): Named[] => {
    const names = config.state === "on" ? findSecretNames(config.check) : [];
    return config.state === "on" && names.length > 0 ? [{ config, names }] : [];
  });
  if (named.length === 0) return configs;
  const ready = new Map((await fill(deps, named, isPrivate)).map((config) => [config.monitorId, config]));
  return configs.map((config) => ready.get(config.monitorId) ?? config);
}

async function fill(deps: Deps, named: Named[], isPrivate: boolean): Promise<OnConfig[]> {
  if (!isPrivate)
    return fail(named, "Secrets travel over TLS only: give this probe the app's https address.");
  const ring = deps.keyRing;
  if (ring === null) return fail(named, "UPTICK_ENCRYPTION_KEYS is not set, so no secret can be opened.");
  const ids = named.map(({ config }) => config.monitorId);
  const asked = {
    monitorIds: ids.filter((id) => trialOf(id) === null),
    trialIds: ids.flatMap((id) => trialOf(id) ?? []),
  };
  const [owners, sealed] = await Promise.all([
    listOwners(deps.pool, asked),
    listSealedSecrets(deps.pool, asked),
  ]);
  return named.map(({ config, names }) => {
    const owner = owners.get(config.monitorId);
    const wanted = sealed.filter(({ workspaceId, name }) => workspaceId === owner && names.includes(name));
    return { ...config, ...open(deps, ring, wanted) };
  });
}

type Opened = Pick<OnConfig, "secrets" | "problem">;

function open({ log }: Deps, ring: KeyRing, sealed: SealedSecret[]): Opened {
  try {
    return { secrets: sealed.map((secret) => ({ name: secret.name, value: openValue(ring, secret) })) };
  } catch (error) {
    if (!(error instanceof KeyRingError)) throw error;
    log.error(
      { err: error, secrets: sealed.map(({ id }) => id) },
      "A secret of a check could not be opened.",
    );
    return { problem: "A secret cannot be opened: the encryption keys have changed. Save it again." };
  }
}

function fail(named: Named[], problem: string): OnConfig[] {
  return named.map(({ config }) => ({ ...config, problem }));
}
