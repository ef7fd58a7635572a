import { addMonitor, type Draft, emptyDraft, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { parseYaml } from "../parse-yaml.ts";
import { type Fields, fieldsOf, isFields, isTrue, listOf, textOf } from "../read-object.ts";
import { plainHttp } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

/** OpenAPI 3.x and Swagger 2.0, JSON or YAML: each GET that needs no parameter becomes a check of its first server. */
export function parseOpenapi(text: string): ImportResult {
  const [root] = parseYaml(text);
  if (!isFields(root) || !isFields(root.paths))
    throw new ImportProblem("This is not an OpenAPI document: it has no paths.");
  const base = baseOf(root);
  if (base === null)
    throw new ImportProblem(
      "The document names no server with a full address, such as https://api.example.com.",
    );
  const draft = emptyDraft("openapi");
  for (const [path, item] of Object.entries(root.paths))
    addPath(draft, { root, base, path, item: fieldsOf(item) });
  return toDocument(draft);
}

function baseOf(root: Fields): string | null {
  const [server] = listOf(root.servers);
  const host = textOf(root.host);
  const schemes = Array.isArray(root.schemes) ? root.schemes.map(textOf) : [];
  const scheme = schemes.includes("https") || schemes.length === 0 ? "https" : "http";
  const url = server ? textOf(server.url) : host === "" ? "" : `${scheme}://${host}${textOf(root.basePath)}`;
  return /^https?:\/\/[^{}]+$/.test(url) ? url.replace(/\/+$/, "") : null;
}

type Path = { root: Fields; base: string; path: string; item: Fields };

function addPath(draft: Draft, { root, base, path, item }: Path): void {
  const get = fieldsOf(item.get);
  if (!isFields(item.get)) return;
  const name = nameFrom(`GET ${path}`);
  const required = [...listOf(item.parameters), ...listOf(get.parameters)]
    .map((parameter) => resolve(root, parameter))
    .filter((parameter) => isTrue(parameter.required));
  if (path.includes("{") || required.length > 0) {
    warn(draft, name, "skipped", "It needs parameters.");
    return;
  }
  const security = get.security ?? root.security;
  if (Array.isArray(security) && security.length > 0) {
    warn(
      draft,
      name,
      "lost",
      "It needs credentials, which the document does not hold: add them, or expect 401.",
    );
  }
  addMonitor(draft, {
    foreignId: path === "/" ? "root" : path,
    name: textOf(get.summary) === "" ? name : textOf(get.summary),
    check: plainHttp(`${base}${path}`),
    tags: Array.isArray(get.tags) ? get.tags.map(textOf) : [],
    intervalSec: 300,
  });
}

/** One step of `#/…` inside the document; others are not followed. */
function resolve(root: Fields, parameter: Fields): Fields {
  const steps = /^#\/(.+)$/.exec(textOf(parameter.$ref))?.[1]?.split("/");
  if (!steps) return parameter;
  return steps.reduce<Fields>(
    (part, step) => fieldsOf(Object.hasOwn(part, step) ? part[step] : undefined),
    root,
  );
}
