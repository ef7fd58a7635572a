import { lookup } from "node:dns";
import { readAddress } from "./classify-address.ts";
import { EgressError } from "./egress-error.ts";
import { allowsAddress, type EgressPolicy } from "./egress-policy.ts";
import { allowsHost, canonicalHost, type HostTarget } from "./judge-host.ts";

export type ResolvedTarget = HostTarget & { /** 0: both. */ family: 0 | 4 | 6 };

/**
 * The addresses of a target, in the resolver's order and all of them allowed: one closed answer closes the name, because
 * which of them is connected to would be the name server's choice. Rejects with EgressError or the resolver's own error.
 */
export function resolveAllowed(target: ResolvedTarget, policy: EgressPolicy): Promise<string[]> {
  const name = canonicalHost(target.host);
  if (name === null || !allowsHost(policy, target)) return Promise.reject(new EgressError());
  if (readAddress(name) !== null) return Promise.resolve([name]);
  return new Promise((done, fail) => {
    lookup(name, { all: true, verbatim: true, family: target.family }, (error, found) => {
      if (error) return fail(error);
      const addresses = found.map(({ address }) => address);
      const isAllowed = addresses.every((address) => allowsAddress(policy, address, target.port));
      return isAllowed ? done(addresses) : fail(new EgressError());
    });
  });
}
