import { randomBytes } from "node:crypto";
import { AppError } from "#server/runtime/app-error.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { findDomain, removeClaim, saveClaim } from "#server/store/status-domain-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changePage, type PageAnswer, type PageDeps } from "./change-page.ts";

/**
 * Claims a domain: it leads to the page once its zone has the record. Another domain than before stops at once, and comes
 * back with a new record only.
 */
export function setDomain(
  deps: PageDeps,
  caller: Caller,
  { id, domain }: { id: string; domain: string },
): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    if (domain === new URL(deps.auth.appUrl).hostname) {
      throw new AppError("invalid", "This is the address of Uptick itself. Choose another domain.", {
        field: "domain",
      });
    }
    const sql = sqlOf(tx);
    const before = await findDomain(sql, id);
    if (before?.domain === domain) return { id };
    // 128 bits: nobody finds in their zone what another page was given.
    const proof = `uptick-proof=${randomBytes(16).toString("base64url")}`;
    await saveClaim(sql, { pageId: id, domain, proof });
    const detail = { before: { title: page.title, domain: before?.domain ?? null }, after: { domain } };
    await recordCommand(tx, caller, { action: "status_page.domain", subject: id, at: deps.now(), detail });
    return { id };
  });
}

/** The domain stops to lead to the page at once. */
export function removeDomain(deps: ActionDeps, caller: Caller, id: string): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    const sql = sqlOf(tx);
    const before = await findDomain(sql, id);
    if (before === null) return { id };
    await removeClaim(sql, id);
    const detail = { before: { title: page.title, domain: before.domain }, after: { domain: null } };
    await recordCommand(tx, caller, { action: "status_page.domain", subject: id, at: deps.now(), detail });
    return { id };
  });
}
