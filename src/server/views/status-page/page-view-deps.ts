import type { ViewDeps } from "../view-deps.ts";

export type PageViewDeps = ViewDeps & { auth: { appUrl: string } };
