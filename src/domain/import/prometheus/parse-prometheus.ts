import type * as z from "zod";
import type { Check } from "#contracts/check.ts";
import { addMonitor, type Draft, emptyDraft, MOST_ITEMS, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { parseDuration } from "../parse-duration.ts";
import { parseYaml } from "../parse-yaml.ts";
import { type Fields, fieldsOf, isFields, isTrue, listOf, textOf, textsOf } from "../read-object.ts";
import { statusRanges } from "../status-ranges.ts";
import { plainHttp, splitHost } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

type Group = { targets: string[]; labels: Fields };
type Job = { name: string; module: string; intervalSec: number; isProbe: boolean };

/**
 * `prometheus.yml`, `blackbox.yml` and files of file_sd (YAML or JSON), joined by `---` in any order. Jobs that ask the
 * blackbox exporter become what their module checks; other jobs become checks of their metrics address.
 */
export function parsePrometheus(text: string): ImportResult {
  const parts = parseYaml(text);
  const files = parts.filter(isFields);
  const modules = Object.assign({}, ...files.map((file) => fieldsOf(file.modules)));
  const discovered = parts
    .filter(Array.isArray)
    .flatMap((list) => listOf(list))
    .map(groupOf);
  const jobs = files.flatMap((file) => listOf(file.scrape_configs).map((config) => ({ config, file })));
  if (jobs.length === 0 && discovered.length === 0) {
    throw new ImportProblem("There are no scrape_configs and no targets of file_sd in this file.");
  }
  const draft = emptyDraft("prometheus");
  for (const { config, file } of jobs) addJob(draft, { config, file, modules, discovered });
  if (jobs.length === 0) {
    const job = { name: "targets", module: "http_2xx", intervalSec: 60, isProbe: true };
    addTargets(draft, { job, groups: discovered, modules });
  }
  return toDocument(draft);
}

type Given = { config: Fields; file: Fields; modules: Fields; discovered: Group[] };

function addJob(draft: Draft, { config, file, modules, discovered }: Given): void {
  const name = nameFrom(textOf(config.job_name));
  const [module = ""] = textsOf(fieldsOf(config.params).module);
  const every = textOf(config.scrape_interval) || textOf(fieldsOf(file.global).scrape_interval) || "1m";
  const isProbe = textOf(config.metrics_path) === "/probe" || module !== "";
  const job = {
    name,
    module: module === "" ? "http_2xx" : module,
    intervalSec: (parseDuration(every) ?? 60_000) / 1000,
    isProbe,
  };
  const fromFiles = Array.isArray(config.file_sd_configs) ? discovered : [];
  const others = Object.keys(config).filter((key) => /_sd_configs$/.test(key) && key !== "file_sd_configs");
  for (const key of others) warn(draft, name, "lost", `What ${key} finds is not in a file and is left out.`);
  if (Array.isArray(config.file_sd_configs) && discovered.length === 0) {
    warn(draft, name, "lost", "Its files of targets are not here: paste them behind a line ---.");
  }
  addTargets(draft, { job, groups: [...listOf(config.static_configs).map(groupOf), ...fromFiles], modules });
}

function groupOf(group: Fields): Group {
  return { targets: textsOf(group.targets), labels: fieldsOf(group.labels) };
}

function addTargets(
  draft: Draft,
  { job, groups, modules }: { job: Job; groups: Group[]; modules: Fields },
): void {
  const known = fieldsOf(modules[job.module]);
  const prober = textOf(known.prober) || proberOf(job.module);
  for (const { targets, labels } of groups) {
    for (const target of targets) {
      if (draft.monitors.length >= MOST_ITEMS) throw new ImportProblem(`${MOST_ITEMS} targets at most.`);
      const check = job.isProbe ? toCheck(target, { prober, known }) : plainHttp(`http://${target}/metrics`);
      if (check === null) {
        warn(
          draft,
          target,
          "skipped",
          `Uptick has no check for the prober ${prober} of the module ${job.module}.`,
        );
        continue;
      }
      const timeoutMs = parseDuration(textOf(known.timeout));
      const tags = Object.entries(labels).map(([label, value]) => `${label}:${textOf(value)}`);
      addMonitor(draft, {
        foreignId: `${job.name}-${target}`,
        name: target,
        check,
        intervalSec: job.intervalSec,
        ...(timeoutMs !== null && { timeoutMs }),
        tags: [job.name, ...tags],
      });
    }
  }
}

/** By the usual names, where blackbox.yml is not at hand. */
function proberOf(module: string): string {
  return ["icmp", "tcp", "dns", "grpc", "http"].find((prober) => module.startsWith(prober)) ?? "http";
}

function toCheck(
  target: string,
  { prober, known }: { prober: string; known: Fields },
): z.input<typeof Check> | null {
  const { host, port } = splitHost({ target, port: null });
  switch (prober) {
    case "http":
      return toHttp(target, fieldsOf(known.http));
    case "tcp":
      return { kind: "tcp", host, port: port ?? 0, secure: isTrue(fieldsOf(known.tcp).tls) };
    case "icmp":
      return { kind: "ping", host };
    case "dns": {
      const dns = fieldsOf(known.dns);
      const recordType = (textOf(dns.query_type) || "A") as "A";
      return {
        kind: "dns",
        name: textOf(dns.query_name) || host,
        recordType,
        resolver: { type: "server", host, port: port ?? 53 },
      };
    }
    case "grpc":
      return { kind: "grpc", host, port: port ?? 443, secure: isTrue(fieldsOf(known.grpc).tls) };
    default:
      return null;
  }
}

function toHttp(target: string, http: Fields) {
  const url = /^https?:\/\//.test(target) ? target : `http://${target}`;
  const { insecure_skip_verify: insecure } = fieldsOf(http.tls_config);
  const [pattern = ""] = textsOf(http.fail_if_body_not_matches_regexp);
  const list =
    pattern === "" ? [] : [{ source: "body" as const, comparison: "matches" as const, expected: pattern }];
  return {
    ...plainHttp(url, {
      method: textOf(http.method),
      expectedStatus: statusRanges(textsOf(http.valid_status_codes)),
    }),
    followRedirects: http.follow_redirects !== false,
    tls: { verify: !isTrue(insecure) },
    assertions: { match: "all" as const, list },
  };
}
