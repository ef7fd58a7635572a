import { AppError } from "#server/runtime/app-error.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { type PageAnswer, savePageChange } from "./change-page.ts";

/** Once published, again changes nothing: it stays published since then. */
export function publishPage(deps: ActionDeps, caller: Caller, id: string): Promise<PageAnswer> {
  return savePageChange(deps, { caller, id }, ({ state, publishedAt }, at) => ({
    change: {
      state: "published",
      publishAt: null,
      publishedAt: state === "published" ? publishedAt : at,
    },
    action: "status_page.publish",
    before: { state },
    after: { state: "published" },
  }));
}

/** A draft again: whoever opens its address finds nothing. */
export function unpublishPage(deps: ActionDeps, caller: Caller, id: string): Promise<PageAnswer> {
  return savePageChange(deps, { caller, id }, ({ state }) => ({
    change: { state: "draft", publishAt: null, publishedAt: null },
    action: "status_page.unpublish",
    before: { state },
    after: { state: "draft" },
  }));
}

/** `at` in epoch ms; null takes the plan back. */
export function schedulePage(
  deps: ActionDeps,
  caller: Caller,
  { id, at }: { id: string; at: number | null },
): Promise<PageAnswer> {
  return savePageChange(deps, { caller, id }, ({ state, publishAt }, now) => {
    if (state === "published") throw new AppError("conflict", "This page is published already.");
    if (at !== null && at <= now.getTime()) {
      throw new AppError("invalid", "Choose a moment that is still to come.", { field: "at" });
    }
    return {
      change: { publishAt: at === null ? null : new Date(at) },
      action: "status_page.schedule",
      before: { publishAt: publishAt?.toISOString() ?? null },
      after: { publishAt: at === null ? null : new Date(at).toISOString() },
    };
  });
}
