import { type Container, listWorkloads, type Manifest, ofKind, type Workload } from "./manifest.ts";

/** What is wrong with manifests, as sentences. */
export type Rule = (manifests: readonly Manifest[]) => string[];

/** How long the app and a probe may take for what is under way. */
const DRAIN_SEC = 10;
/** Beyond their namespace's own counters, as the restricted profile of Kubernetes' Pod Security Standards lists them. */
const SAFE_SYSCTLS = new Set(["net.ipv4.ping_group_range"]);
const SECRET_NAME =
  /(SECRET|TOKEN|TOKENS|PASSWORD|ENCRYPTION_KEYS|PRIVATE_KEY)$|^(DATABASE_URL|REDIS_URL|SMTP_URL)$/;
/** A password in an address, or anything as long and as random as a key. */
const SECRET_VALUE = /:\/\/[^/\s:@]*:[^/\s:@]+@|(?<![\w:])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Z])[\w+/-]{32,}={0,2}/;

const ofContainers =
  (find: (container: Container, workload: Workload) => (string | false)[]): Rule =>
  (manifests) =>
    listWorkloads(manifests).flatMap((workload) =>
      workload.containers.flatMap((container) =>
        said(find(container, workload)).map((problem) => `${workload.name}/${container.name}: ${problem}`),
      ),
    );

const ofPods =
  (find: (workload: Workload) => (string | false)[]): Rule =>
  (manifests) =>
    listWorkloads(manifests).flatMap((workload) =>
      said(find(workload)).map((problem) => `${workload.name}: ${problem}`),
    );

function said(problems: (string | false)[]): string[] {
  return problems.filter((problem) => problem !== false);
}

const boundResources = ofContainers(({ resources: { requests, limits } }) => [
  (!requests.cpu || !requests.memory) && "does not request CPU and memory",
  (!limits.cpu || !limits.memory) && "has no limit of CPU and memory",
]);

const noPrivileges = ofContainers(({ securityContext: context }) => [
  context.allowPrivilegeEscalation !== false && "may gain privileges",
  context.readOnlyRootFilesystem !== true && "may write to its root",
  context.privileged === true && "is privileged",
  !context.capabilities?.drop.includes("ALL") && "keeps capabilities",
  (context.capabilities?.add.length ?? 0) > 0 && "adds capabilities",
]);

const noRoot = ofPods(({ pod }) => [
  (pod.securityContext.runAsNonRoot !== true || !pod.securityContext.runAsUser) && "may run as root",
  pod.securityContext.seccompProfile?.type !== "RuntimeDefault" && "has no seccomp profile",
  (pod.hostNetwork === true || pod.hostPID === true || pod.hostIPC === true) &&
    "shares namespaces of the host",
  pod.volumes.some((volume) => "hostPath" in volume) && "mounts a folder of the host",
  pod.securityContext.sysctls.some(({ name }) => !SAFE_SYSCTLS.has(name)) && "sets a sysctl that is not safe",
  pod.automountServiceAccountToken !== false && "is given a token of the cluster",
]);

const pinnedImages = ofContainers(({ image }) => [
  (!/(:[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image) || image.endsWith(":latest")) &&
    `${image} names no version`,
]);

const watchedHealth = ofContainers((container, { isServing }) => {
  const { livenessProbe, readinessProbe, startupProbe, ports } = container;
  const known = new Set(ports.flatMap(({ name, containerPort }) => [name, containerPort]));
  const asked = [livenessProbe, readinessProbe, startupProbe].map(
    (probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port,
  );
  return [
    isServing && livenessProbe === undefined && "has no liveness probe",
    isServing &&
      ports.some(({ name }) => name !== "metrics") &&
      readinessProbe === undefined &&
      "has no readiness probe",
    asked.some((port) => port !== undefined && !known.has(port)) && "is asked on a port that it has not",
  ];
});

const timeToDrain = ofPods(({ isServing, pod, containers, kind, maxUnavailable }) => {
  const pauseSec = Math.max(...containers.map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0));
  const graceSec = pod.terminationGracePeriodSeconds ?? 0;
  const isBusy = containers.some(({ args }) => args[0] === "app" || args[0] === "probe");
  return [
    isServing && graceSec < pauseSec + (isBusy ? DRAIN_SEC : 0) && "is killed while it drains",
    kind === "Deployment" && maxUnavailable !== 0 && "is fewer while it is replaced",
  ];
});

const mountedVolumes = ofContainers(({ volumeMounts }, { pod }) => {
  const volumes = new Map(pod.volumes.map((volume) => [volume.name, volume]));
  return [
    ...volumeMounts.map(({ name }) => !volumes.has(name) && `mounts ${name}, which is no volume`),
    !volumeMounts.some(
      ({ name, mountPath }) => mountPath === "/tmp" && "emptyDir" in (volumes.get(name) ?? {}),
    ) && "has no /tmp to write to",
  ];
});

const secretsByReference: Rule = (manifests) => [
  ...ofKind(manifests, "Secret").map(({ metadata }) => `${metadata.name}: a Secret in plain text`),
  ...ofContainers(({ env }) =>
    env.map(({ name, value }) => value !== undefined && isSecret(name, value) && `${name} is in plain text`),
  )(manifests),
  ...ofKind(manifests, "ConfigMap")
    .filter(({ metadata }) => metadata.name.endsWith("-env"))
    .flatMap(({ metadata, data }) =>
      Object.entries(data ?? {})
        .filter(([name, value]) => isSecret(name, String(value)))
        .map(([name]) => `${metadata.name}: ${name} is in plain text`),
    ),
];

function isSecret(name: string, value: string): boolean {
  // `$(NAME)` is put together from variables that are references.
  const written = value.replaceAll(/\$\(\w+\)/g, "");
  return (SECRET_NAME.test(name) && written === value) || SECRET_VALUE.test(written);
}

/** What holds for every pod, whatever it does. */
export const HARDENING_RULES = {
  "every container has requests and limits": boundResources,
  "no container has privileges": noPrivileges,
  "no pod runs as root or touches its host": noRoot,
  "every image names a version": pinnedImages,
  "whatever serves is asked whether it is well": watchedHealth,
  "everything has the time to end in order": timeToDrain,
  "only volumes are written to": mountedVolumes,
  "secrets are references": secretsByReference,
} satisfies Record<string, Rule>;
