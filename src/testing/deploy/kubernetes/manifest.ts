import * as z from "zod";

const Labels = z.record(z.string(), z.string());
export const Selector = z.object({ matchLabels: Labels.default({}) });

const Probe = z.looseObject({
  httpGet: z.object({ path: z.string(), port: z.union([z.string(), z.number()]) }).optional(),
  tcpSocket: z.object({ port: z.union([z.string(), z.number()]) }).optional(),
  exec: z.object({ command: z.array(z.string()) }).optional(),
});

const Amounts = z.object({ cpu: z.string().optional(), memory: z.string().optional() });

const EnvVar = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({
      secretKeyRef: z.object({ name: z.string(), key: z.string() }).optional(),
      fieldRef: z.object({ fieldPath: z.string() }).optional(),
    })
    .optional(),
});

const NamedRef = z.object({ name: z.string() });

const Container = z.looseObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).default([]),
  env: z.array(EnvVar).default([]),
  envFrom: z
    .array(z.object({ configMapRef: NamedRef.optional(), secretRef: NamedRef.optional() }))
    .default([]),
  resources: z.object({ requests: Amounts.default({}), limits: Amounts.default({}) }).prefault({}),
  securityContext: z
    .looseObject({
      allowPrivilegeEscalation: z.boolean().optional(),
      readOnlyRootFilesystem: z.boolean().optional(),
      privileged: z.boolean().optional(),
      capabilities: z
        .object({ drop: z.array(z.string()).default([]), add: z.array(z.string()).default([]) })
        .optional(),
    })
    .prefault({}),
  ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })).default([]),
  startupProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  lifecycle: z
    .object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }).optional() }).optional() })
    .optional(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).default([]),
});
export type Container = z.infer<typeof Container>;

const PodSpec = z.looseObject({
  serviceAccountName: z.string().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  hostNetwork: z.boolean().optional(),
  hostPID: z.boolean().optional(),
  hostIPC: z.boolean().optional(),
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z
    .looseObject({
      runAsNonRoot: z.boolean().optional(),
      runAsUser: z.number().optional(),
      seccompProfile: z.object({ type: z.string() }).optional(),
      sysctls: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    })
    .prefault({}),
  topologySpreadConstraints: z.array(z.looseObject({ labelSelector: Selector })).default([]),
  initContainers: z.array(Container).default([]),
  containers: z.array(Container).min(1),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
});

const Template = z.object({
  metadata: z.looseObject({ labels: Labels.default({}) }),
  spec: PodSpec,
});

export const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: Labels.default({}),
    annotations: Labels.default({}),
  }),
  spec: z.looseObject({}).default({}),
});
export type Manifest = z.infer<typeof Manifest>;

/** Everything that makes pods, with the pods' template where it lies. */
export type Workload = {
  kind: string;
  name: string;
  /** Goes on until it is stopped. */
  isServing: boolean;
  replicas: number | null;
  selector: Record<string, string> | null;
  maxUnavailable: unknown;
  labels: Record<string, string>;
  pod: z.infer<typeof PodSpec>;
  containers: Container[];
};

const Serving = z.looseObject({
  replicas: z.number().optional(),
  selector: Selector,
  strategy: z.looseObject({ rollingUpdate: z.looseObject({ maxUnavailable: z.unknown() }) }).optional(),
  template: Template,
});

export function listWorkloads(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const { kind, spec } = manifest;
    if (kind === "Deployment" || kind === "StatefulSet") return [servingOf(manifest)];
    if (kind === "Job") return [passingOf(manifest, z.looseObject({ template: Template }).parse(spec))];
    if (kind !== "CronJob") return [];
    const { jobTemplate } = z
      .looseObject({ jobTemplate: z.object({ spec: z.looseObject({ template: Template }) }) })
      .parse(spec);
    return [passingOf(manifest, jobTemplate.spec)];
  });
}

function servingOf({ kind, metadata, spec }: Manifest): Workload {
  const serving = Serving.parse(spec);
  return {
    ...partOf(serving.template),
    kind,
    name: metadata.name,
    isServing: true,
    replicas: serving.replicas ?? null,
    selector: serving.selector.matchLabels,
    maxUnavailable: serving.strategy?.rollingUpdate.maxUnavailable,
  };
}

function passingOf(
  { kind, metadata }: Manifest,
  { template }: { template: z.infer<typeof Template> },
): Workload {
  const passing = { isServing: false, replicas: null, selector: null, maxUnavailable: undefined };
  return { ...partOf(template), ...passing, kind, name: metadata.name };
}

function partOf({ metadata, spec }: z.infer<typeof Template>) {
  return { labels: metadata.labels, pod: spec, containers: [...spec.initContainers, ...spec.containers] };
}

/** An empty selector takes every pod. */
export function selects(selector: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}

export function ofKind(manifests: readonly Manifest[], ...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind));
}
