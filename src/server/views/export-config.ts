import type { MonitorEntry } from "#contracts/config-document.ts";
import type { ConfigExport } from "#contracts/config-plan.ts";
import { redactCheck } from "#domain/check/redact-check.ts";
import { exportDocument } from "#domain/config/export-document.ts";
import type { Actor } from "#server/auth/actor.ts";
import { maySeeChecks } from "#server/auth/may-see-checks.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { loadConfig } from "#server/store/config/load-config.ts";
import type { ViewDeps } from "./view-deps.ts";

/** Everything of the workspace that a document can hold, with words about what it cannot. */
export async function exportConfig(
  deps: ViewDeps,
  actor: Actor,
  { source }: { source?: string | undefined },
): Promise<ConfigExport> {
  if (actor.tags.length > 0) {
    throw new AppError("forbidden", "You see a part of the workspace: its configuration is for others.");
  }
  const loaded = await loadConfig(deps.db, actor.workspaceId);
  const whole = exportDocument(loaded, { nowMs: deps.now().getTime(), source: source ?? null });
  const isWhole = maySeeChecks(actor);
  const document = isWhole ? whole : { ...whole, monitors: whole.monitors.map(redact) };
  const pictures = loaded.pages.filter((page) => page.pictures > 0);
  return {
    document,
    warnings: [
      ...(isWhole ? [] : [MASKED]),
      ...pictures.map(({ title, slug }) => ({
        path: `statusPages.${slug}`,
        message: `The pictures of ${title} are no part of a document: choose them again where you apply it.`,
      })),
    ],
  };
}

const MASKED = {
  path: "monitors",
  message: "What checks send is masked: only who may change monitors sees it. Do not apply this document.",
};

function redact(entry: MonitorEntry): MonitorEntry {
  return { ...entry, check: redactCheck(entry.check) };
}
