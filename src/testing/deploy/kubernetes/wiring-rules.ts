import * as z from "zod";
import type { Rule } from "./hardening-rules.ts";
import { listWorkloads, type Manifest, ofKind, Selector, selects, type Workload } from "./manifest.ts";

const uniqueNames: Rule = (manifests) => {
  const seen = new Set<string>();
  return manifests.flatMap(({ apiVersion, kind, metadata: { name, namespace = "" } }) => {
    const key = `${apiVersion} ${kind} ${namespace}/${name}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return [
      ...(isNew ? [] : [`${key} is there twice`]),
      ...(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name) ? [] : [`${key} is no name of one part`]),
    ];
  });
};

const ownPods: Rule = (manifests) => {
  const workloads = listWorkloads(manifests);
  return workloads.flatMap(({ name, selector, pod }) => {
    if (selector === null) return [];
    const taken = workloads
      .filter(({ labels }) => selects(selector, labels))
      .map((workload) => workload.name);
    const spread = pod.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels);
    return [
      ...(taken.join() === name ? [] : [`${name} selects the pods of ${taken.join(" and ") || "nobody"}`]),
      ...(spread.every((labels) => sameLabels(labels, selector)) ? [] : [`${name} is spread among others`]),
    ];
  });
};

function sameLabels(one: Record<string, string>, other: Record<string, string>): boolean {
  return selects(one, other) && selects(other, one);
}

const selectedPods: Rule = (manifests) => {
  const workloads = listWorkloads(manifests);
  return ofKind(manifests, "Service", "PodDisruptionBudget", "NetworkPolicy").flatMap((manifest) => {
    const selector = selectorOf(manifest);
    const isEmpty = Object.keys(selector).length === 0;
    const found = workloads.filter(({ labels }) => selects(selector, labels));
    return found.length > 0 && !isEmpty ? [] : [`${manifest.kind} ${manifest.metadata.name} is of no pod`];
  });
};

function selectorOf({ kind, spec }: Manifest): Record<string, string> {
  if (kind === "Service")
    return z.looseObject({ selector: z.record(z.string(), z.string()) }).parse(spec).selector;
  if (kind === "NetworkPolicy")
    return z.looseObject({ podSelector: Selector }).parse(spec).podSelector.matchLabels;
  return z.looseObject({ selector: Selector }).parse(spec).selector.matchLabels;
}

const ServicePorts = z.looseObject({
  ports: z
    .array(
      z.looseObject({ name: z.string(), port: z.number(), targetPort: z.union([z.string(), z.number()]) }),
    )
    .default([]),
});

const openPorts: Rule = (manifests) =>
  ofKind(manifests, "Service").flatMap((service) => {
    const pods = listWorkloads(manifests).filter(({ labels }) => selects(selectorOf(service), labels));
    return ServicePorts.parse(service.spec).ports.flatMap(({ targetPort }) =>
      pods.filter((pod) => !opens(pod, targetPort)).map(({ name }) => `${name} does not open ${targetPort}`),
    );
  });

function opens({ containers }: Workload, port: string | number): boolean {
  return containers.some(({ ports }) =>
    ports.some((open) => open.name === port || open.containerPort === port),
  );
}

const Ingress = z.looseObject({
  rules: z.array(
    z.object({
      host: z.string(),
      http: z.object({
        paths: z.array(
          z.looseObject({
            backend: z.object({
              service: z.object({ name: z.string(), port: z.object({ name: z.string() }) }),
            }),
          }),
        ),
      }),
    }),
  ),
});
const Route = z.looseObject({
  rules: z.array(z.looseObject({ backendRefs: z.array(z.object({ name: z.string(), port: z.number() })) })),
});
const Monitor = z.looseObject({
  selector: Selector,
  endpoints: z.array(z.looseObject({ port: z.string(), path: z.string() })),
});

/** Whoever is pointed at a Service: an Ingress, a route of a gateway, a monitor. */
const knownServices: Rule = (manifests) => {
  const services = ofKind(manifests, "Service").map(({ metadata, spec }) => ({
    ...metadata,
    ports: ServicePorts.parse(spec).ports,
  }));
  const has = (name: string, port: string | number) =>
    services.some(
      (service) =>
        service.name === name && service.ports.some((open) => [open.name, open.port].includes(port)),
    );
  const backends = [
    ...ofKind(manifests, "Ingress").flatMap(({ spec }) =>
      Ingress.parse(spec).rules.flatMap(({ http }) =>
        http.paths.map(({ backend }) => ({ name: backend.service.name, port: backend.service.port.name })),
      ),
    ),
    ...ofKind(manifests, "HTTPRoute").flatMap(({ spec }) =>
      Route.parse(spec).rules.flatMap((rule) => rule.backendRefs),
    ),
  ];
  const monitors = ofKind(manifests, "ServiceMonitor").flatMap(({ spec }) => {
    const { selector, endpoints } = Monitor.parse(spec);
    const found = services.filter(({ labels }) => selects(selector.matchLabels, labels));
    return endpoints
      .filter(({ port }) => !found.some(({ name }) => has(name, port)))
      .map(({ port }) => `no Service has ${port}`);
  });
  return [
    ...backends
      .filter(({ name, port }) => !has(name, port))
      .map(({ name, port }) => `no Service ${name} has ${port}`),
    ...monitors,
  ];
};

const PodMonitor = z.looseObject({
  selector: Selector,
  podMetricsEndpoints: z.array(z.looseObject({ port: z.string() })),
});

const scrapedPods: Rule = (manifests) =>
  ofKind(manifests, "PodMonitor").flatMap(({ metadata, spec }) => {
    const { selector, podMetricsEndpoints } = PodMonitor.parse(spec);
    const pods = listWorkloads(manifests).filter(({ labels }) => selects(selector.matchLabels, labels));
    return podMetricsEndpoints
      .filter(({ port }) => !pods.some((pod) => opens(pod, port)))
      .map(({ port }) => `${metadata.name}: no pod opens ${port}`);
  });

const Triggers = z.looseObject({
  triggers: z
    .array(z.looseObject({ authenticationRef: z.object({ name: z.string() }).optional() }))
    .default([]),
});

const knownAuthentications: Rule = (manifests) => {
  const known = new Set(ofKind(manifests, "TriggerAuthentication").map(({ metadata }) => metadata.name));
  return ofKind(manifests, "ScaledObject").flatMap(({ metadata, spec }) =>
    Triggers.parse(spec).triggers.flatMap(({ authenticationRef: wanted }) =>
      wanted === undefined || known.has(wanted.name)
        ? []
        : [`${metadata.name}: no TriggerAuthentication ${wanted.name}`],
    ),
  );
};

const Scaled = z.looseObject({
  scaleTargetRef: z.object({ kind: z.string(), name: z.string() }).loose(),
  minReplicas: z.number().optional(),
  maxReplicas: z.number().optional(),
  minReplicaCount: z.number().optional(),
  maxReplicaCount: z.number().optional(),
});

const knownTargets: Rule = (manifests) => {
  const workloads = listWorkloads(manifests);
  return ofKind(manifests, "HorizontalPodAutoscaler", "ScaledObject").flatMap(({ kind, metadata, spec }) => {
    const { scaleTargetRef: target, ...scaled } = Scaled.parse(spec);
    const least = scaled.minReplicas ?? scaled.minReplicaCount ?? 0;
    const most = scaled.maxReplicas ?? scaled.maxReplicaCount ?? 0;
    const found = workloads.find(
      (workload) => workload.kind === target.kind && workload.name === target.name,
    );
    const name = `${kind} ${metadata.name}`;
    if (found === undefined) return [`${name} scales ${target.kind} ${target.name}, which is not there`];
    return [
      ...(found.replicas === null ? [] : [`${target.name} says how many it is, and so does ${name}`]),
      ...(least >= 1 && least <= most ? [] : [`${name} has no range`]),
    ];
  });
};

const knownReferences: Rule = (manifests) => {
  const names = new Set(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  return listWorkloads(manifests).flatMap(({ name, pod, containers }) => {
    const wanted = [
      // The account of every namespace.
      ...(pod.serviceAccountName === "default" ? [] : [`ServiceAccount ${pod.serviceAccountName}`]),
      ...containers.flatMap(({ envFrom }) =>
        envFrom.flatMap(({ configMapRef }) => (configMapRef ? [`ConfigMap ${configMapRef.name}`] : [])),
      ),
    ];
    return wanted.filter((reference) => !names.has(reference)).map((reference) => `${name}: no ${reference}`);
  });
};

/** Pods that a drain of a node may take one after the other, and never all at once. */
const evictable: Rule = (manifests) => {
  const budgets = ofKind(manifests, "PodDisruptionBudget");
  const several = listWorkloads(manifests).filter(({ isServing, replicas }) => isServing && replicas !== 1);
  return [
    ...budgets
      .filter(({ spec }) => spec.maxUnavailable !== 1)
      .map(({ metadata }) => `${metadata.name} does not let one pod go`),
    ...several
      .filter(({ labels }) => !budgets.some((budget) => selects(selectorOf(budget), labels)))
      .map(({ name }) => `${name} has no budget`),
    ...several
      .filter(({ pod }) => pod.topologySpreadConstraints.length === 0)
      .map(({ name }) => `${name} may stand on one machine`),
  ];
};

/** How manifests hang together. */
export const WIRING_RULES = {
  "every name is there once": uniqueNames,
  "every workload selects its own pods": ownPods,
  "every selector finds pods": selectedPods,
  "services lead to open ports": openPorts,
  "who comes from outside finds a service": knownServices,
  "pods that are scraped open the port": scrapedPods,
  "what is scaled is there": knownTargets,
  "who asks for the lag may ask": knownAuthentications,
  "what pods refer to is there": knownReferences,
  "a node can be emptied": evictable,
} satisfies Record<string, Rule>;
