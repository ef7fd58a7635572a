import type { SubscriberView } from "#contracts/status-subscriber.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { type Cell, csvResponse } from "./csv-response.ts";
import { createCallerFactory } from "./init.ts";

const createCaller = createCallerFactory(appRouter);

const HEAD = [
  "kind",
  "address",
  "state",
  "components",
  "least_impact",
  "language",
  "created_at",
  "confirmed_at",
];

/** The subscribers of a page for whoever may see their addresses. */
export function handleSubscriberExport(request: Request, pageId: string): Promise<Response> {
  return csvResponse(async () => {
    const context = await createContext(appDeps(), {
      headers: request.headers,
      forgery: "Exports only read.",
    });
    return { name: "subscribers", head: HEAD, pages: readPages(createCaller(context), pageId) };
  });
}

type Caller = ReturnType<typeof createCaller>;

async function* readPages(caller: Caller, pageId: string): AsyncGenerator<Cell[][]> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Caller["statusSubscriber"]["list"]>> = await caller.statusSubscriber.list({
      pageId,
      cursor,
    });
    yield page.items.map(cellsOf);
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function cellsOf(row: SubscriberView): Cell[] {
  const { kind, label, state, components, leastImpact, locale, createdAt, confirmedAt } = row;
  const confirmed = confirmedAt === null ? null : new Date(confirmedAt).toISOString();
  const created = new Date(createdAt).toISOString();
  return [kind, label, state, components.join("; "), leastImpact, locale, created, confirmed];
}
