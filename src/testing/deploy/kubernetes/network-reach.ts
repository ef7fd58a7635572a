import { BlockList, isIPv6 } from "node:net";
import * as z from "zod";
import { type Manifest, ofKind, Selector, selects } from "./manifest.ts";

const Peer = z.object({
  ipBlock: z.object({ cidr: z.string(), except: z.array(z.string()).default([]) }).optional(),
  podSelector: Selector.optional(),
  namespaceSelector: Selector.optional(),
});
const Port = z.object({ protocol: z.string().default("TCP"), port: z.number() });
const Policy = z.looseObject({
  podSelector: Selector,
  policyTypes: z.array(z.string()),
  egress: z.array(z.object({ to: z.array(Peer), ports: z.array(Port).optional() })).default([]),
  ingress: z.array(z.object({ from: z.array(Peer), ports: z.array(Port).optional() })).default([]),
});
type Peer = z.infer<typeof Peer>;

/** An address outside, or a pod: of the release's own namespace, or of another one by its labels. */
export type Place = { address: string } | { pod: Record<string, string>; namespace?: Record<string, string> };
type Way = { protocol?: string; port: number };

/** Whether the policies let pods with these labels connect there, as a network plug-in judges it. */
export function mayConnect(
  manifests: readonly Manifest[],
  from: Record<string, string>,
  { to, protocol = "TCP", port }: { to: Place } & Way,
): boolean {
  const policies = listPolicies(manifests, from, "Egress");
  const rules = policies.flatMap(({ egress }) => egress);
  return (
    policies.length === 0 ||
    rules.some((rule) => rule.to.some((peer) => covers(peer, to)) && opens(rule, { protocol, port }))
  );
}

export function mayBeReached(
  manifests: readonly Manifest[],
  pod: Record<string, string>,
  { from, protocol = "TCP", port }: { from: Place } & Way,
): boolean {
  const policies = listPolicies(manifests, pod, "Ingress");
  const rules = policies.flatMap(({ ingress }) => ingress);
  return (
    policies.length === 0 ||
    rules.some((rule) => rule.from.some((peer) => covers(peer, from)) && opens(rule, { protocol, port }))
  );
}

function listPolicies(manifests: readonly Manifest[], labels: Record<string, string>, type: string) {
  return ofKind(manifests, "NetworkPolicy")
    .map(({ spec }) => Policy.parse(spec))
    .filter((policy) => policy.policyTypes.includes(type) && selects(policy.podSelector.matchLabels, labels));
}

function opens({ ports }: { ports?: z.infer<typeof Port>[] | undefined }, way: Required<Way>): boolean {
  return (
    ports === undefined || ports.some(({ protocol, port }) => protocol === way.protocol && port === way.port)
  );
}

function covers({ ipBlock, podSelector, namespaceSelector }: Peer, place: Place): boolean {
  if ("address" in place) {
    if (!ipBlock || !isWithin(place.address, ipBlock.cidr)) return false;
    return !ipBlock.except.some((cidr) => isWithin(place.address, cidr));
  }
  if (ipBlock) return false;
  if (place.namespace === undefined)
    return podSelector !== undefined && !namespaceSelector && selects(podSelector.matchLabels, place.pod);
  if (!namespaceSelector || !selects(namespaceSelector.matchLabels, place.namespace)) return false;
  return podSelector === undefined || selects(podSelector.matchLabels, place.pod);
}

export function isWithin(address: string, cidr: string): boolean {
  const [network = "", bits = ""] = cidr.split("/");
  if (isIPv6(network) !== isIPv6(address)) return false;
  const list = new BlockList();
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}

/** An exception outside of its block is refused by the API. */
export function listStrayExceptions(manifests: readonly Manifest[]): string[] {
  const peers = ofKind(manifests, "NetworkPolicy").flatMap(({ spec }) => {
    const { egress, ingress } = Policy.parse(spec);
    return [...egress.flatMap(({ to }) => to), ...ingress.flatMap(({ from }) => from)];
  });
  return peers.flatMap(({ ipBlock }) =>
    (ipBlock?.except ?? [])
      .filter((cidr) => !isWithin(cidr.split("/")[0] ?? "", ipBlock?.cidr ?? ""))
      .map((cidr) => `${cidr} is outside of ${ipBlock?.cidr}`),
  );
}
