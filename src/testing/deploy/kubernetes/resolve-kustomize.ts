import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { parseManifests } from "../parse-manifests.ts";
import { listWorkloads, Manifest } from "./manifest.ts";

const Labels = z.strictObject({
  pairs: z.record(z.string(), z.string()),
  includeSelectors: z.literal(true),
  includeTemplates: z.literal(true),
});
const Image = z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() });
const ConfigMap = z.strictObject({
  name: z.string(),
  behavior: z.enum(["create", "merge"]).default("create"),
  literals: z.array(z.string()),
});
const Patch = z.strictObject({
  target: z.strictObject({ kind: z.string(), name: z.string() }),
  patch: z.string(),
});
const Operation = z.strictObject({
  op: z.enum(["add", "replace"]),
  path: z.string().startsWith("/"),
  value: z.unknown(),
});

/** What of kustomize is understood here; anything else throws. */
const Kustomization = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1beta1"),
  kind: z.literal("Kustomization"),
  namespace: z.string().optional(),
  nameSuffix: z.string().default(""),
  resources: z.array(z.string()),
  labels: z.array(Labels).default([]),
  images: z.array(Image).default([]),
  configMapGenerator: z.array(ConfigMap).default([]),
  patches: z.array(Patch).default([]),
});
type Kustomization = z.infer<typeof Kustomization>;
type Json = Record<string, unknown>;

/** As `kubectl kustomize` does, but that the names of generated ConfigMaps end without a hash. */
export function resolveKustomize(folder: string): Manifest[] {
  const asked = Kustomization.parse(parse(readFileSync(join(folder, "kustomization.yaml"), "utf8")));
  const found = asked.resources.flatMap((resource) => readResource(join(folder, resource)));
  const manifests = generateMaps(found, asked);
  for (const patch of asked.patches) applyPatch(manifests, patch);
  for (const label of asked.labels) for (const manifest of manifests) addLabels(manifest, label.pairs);
  for (const image of asked.images) setImage(manifests, image);
  rename(manifests, asked);
  return manifests;
}

function readResource(path: string): Manifest[] {
  if (!existsSync(path)) throw new Error(`${path} is not there.`);
  return statSync(path).isDirectory() ? resolveKustomize(path) : parseManifests(readFileSync(path, "utf8"));
}

function generateMaps(manifests: Manifest[], { configMapGenerator }: Kustomization): Manifest[] {
  return configMapGenerator.reduce((known, { name, behavior, literals }) => {
    const data = Object.fromEntries(
      literals.map((literal) => {
        const at = literal.indexOf("=");
        return [literal.slice(0, at), literal.slice(at + 1)];
      }),
    );
    const old = known.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === name);
    if ((old !== undefined) !== (behavior === "merge"))
      throw new Error(`${name} cannot be made by ${behavior}.`);
    const made = Manifest.parse({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name },
      data: { ...(old?.data ?? {}), ...data },
    });
    return [...known.filter((manifest) => manifest !== old), made];
  }, manifests);
}

function applyPatch(manifests: Manifest[], { target, patch }: z.infer<typeof Patch>): void {
  const found = manifests.filter(
    ({ kind, metadata }) => kind === target.kind && metadata.name === target.name,
  );
  if (found.length === 0) throw new Error(`There is no ${target.kind} ${target.name} to patch.`);
  const content: unknown = parse(patch);
  for (const manifest of found) {
    if (!Array.isArray(content)) mergeInto(manifest, z.record(z.string(), z.unknown()).parse(content));
    else for (const operation of z.array(Operation).parse(content)) applyOperation(manifest, operation);
  }
}

function applyOperation(manifest: Manifest, { op, path, value }: z.infer<typeof Operation>): void {
  const steps = path
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.pop() ?? "";
  let place = manifest as Json;
  for (const step of steps) {
    const next = place[step];
    if (typeof next !== "object" || next === null) throw new Error(`${path} is not there.`);
    place = next as Json;
  }
  if (op === "replace" && !(last in place)) throw new Error(`${path} is not there.`);
  place[last] = value;
}

/** By which field the API merges a list; other lists are replaced. */
const MERGE_KEYS: Record<string, string> = {
  containers: "name",
  env: "name",
  volumes: "name",
  volumeMounts: "mountPath",
};

function mergeInto(target: Json, patch: Json): void {
  for (const [name, value] of Object.entries(patch)) {
    const old = target[name];
    const key = MERGE_KEYS[name];
    if (value === null) delete target[name];
    else if (Array.isArray(value) && Array.isArray(old) && key) mergeLists(old, value, key);
    else if (isObject(value) && isObject(old)) mergeInto(old, value);
    else target[name] = value;
  }
}

/** What is patched comes first, as kustomize has it. */
function mergeLists(target: Json[], patch: Json[], key: string): void {
  const patched = patch.map((item) => {
    const old = target.find((known) => known[key] === item[key]);
    if (old) mergeInto(old, item);
    return old ?? item;
  });
  target.splice(0, target.length, ...patched, ...target.filter((item) => !patched.includes(item)));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Everywhere that labels are: of the object itself, of its pods, of what selects them. */
function addLabels(value: unknown, pairs: Record<string, string>): void {
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if ((name === "labels" || name === "matchLabels") && isObject(inner)) Object.assign(inner, pairs);
    else if (Array.isArray(inner)) for (const item of inner) addLabels(item, pairs);
    else addLabels(inner, pairs);
  }
}

function setImage(manifests: Manifest[], { name, newName, newTag }: z.infer<typeof Image>): void {
  for (const { containers } of listRawPods(manifests)) {
    for (const container of containers) {
      if (String(container.image).split(/[:@]/)[0] === name) container.image = `${newName}:${newTag}`;
    }
  }
}

const RawPod = z.looseObject({ containers: z.array(z.custom<Json>(isObject)) });

/** The pods' own objects, to be changed in place: parsing makes copies. */
function listRawPods(manifests: Manifest[]): { containers: Json[] }[] {
  return manifests
    .filter((manifest) => listWorkloads([manifest]).length > 0)
    .map(({ spec }) => {
      const { template } = spec as { template: { spec: { containers: Json[] } } };
      RawPod.parse(template.spec);
      return template.spec;
    });
}

/** The one kind of ours whose references kustomize follows when it renames. */
const FOLLOWED = "HorizontalPodAutoscaler";
const CLUSTER_WIDE = new Set(["Namespace"]);

function rename(manifests: Manifest[], { namespace, nameSuffix }: Kustomization): void {
  for (const { kind, metadata, spec } of manifests) {
    if (namespace && !CLUSTER_WIDE.has(kind)) metadata.namespace = namespace;
    if (nameSuffix === "") continue;
    if (kind === FOLLOWED && isObject(spec.scaleTargetRef))
      spec.scaleTargetRef.name = `${spec.scaleTargetRef.name}${nameSuffix}`;
    metadata.name += nameSuffix;
  }
}
