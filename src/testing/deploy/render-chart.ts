import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import type { Manifest } from "./kubernetes/manifest.ts";
import { parseManifests } from "./parse-manifests.ts";

/** Where Debian's packages put the sources of Go libraries. */
const GO_LIBRARIES = "/usr/share/gocode";
const PROGRAM = fileURLToPath(new URL("./helm-render", import.meta.url));
export const CHART = fileURLToPath(new URL("../../../deploy/helm/uptick", import.meta.url));

const Answer = z.union([
  z.object({ files: z.record(z.string(), z.string()) }),
  z.object({ error: z.string() }),
]);

export type ChartRequest = { values: string; isUpgrade?: boolean; name?: string };
export type RenderChart = (request: ChartRequest) => { manifests: Manifest[]; notes: string };

/** The templates are Go's, with sprig: only these render them as Helm does. */
export function canRenderCharts(): boolean {
  return (
    spawnSync("go", ["version"]).status === 0 &&
    existsSync(join(GO_LIBRARIES, "src/github.com/Masterminds/sprig"))
  );
}

/** Compiles the renderer, some twenty seconds the first time on a machine; what it returns takes milliseconds. */
export function compileChartRenderer(): RenderChart {
  const program = join(mkdtempSync(join(tmpdir(), "uptick-helm-")), "helm-render");
  const cache = join(tmpdir(), "uptick-go-cache");
  execFileSync("go", ["build", "-o", program, "."], {
    cwd: PROGRAM,
    env: { ...process.env, GO111MODULE: "off", GOPATH: GO_LIBRARIES, GOCACHE: cache },
  });
  return ({ values, isUpgrade = false, name = "uptick" }) => {
    const request = {
      chart: CHART,
      values: parse(values) ?? {},
      name,
      namespace: "uptick",
      isUpgrade,
      apiVersions: [],
    };
    const answer = Answer.parse(
      JSON.parse(execFileSync(program, { input: JSON.stringify(request), encoding: "utf8" })),
    );
    if ("error" in answer) throw new Error(answer.error);
    const { "templates/NOTES.txt": notes = "", ...files } = answer.files;
    return { notes, manifests: Object.values(files).flatMap(parseManifests) };
  };
}
