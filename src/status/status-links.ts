import type { StatusAssetKind } from "#contracts/status-page.ts";
import type { Face, RenderOptions } from "./render-options.ts";

export type StatusLinks = ReturnType<typeof makeLinks>;

/** Addresses below a page: paths that routes answer, or files of a static export. */
export function makeLinks({ base, isStatic = false }: RenderOptions) {
  const file = (path: string) => (isStatic ? `${base}/${path}/index.html` : `${base}/${path}`);
  return {
    page: isStatic ? `${base}/index.html` : base === "" ? "/" : base,
    history: (month: string) => file(`history/${month}`),
    post: (id: string) => file(`posts/${encodeURIComponent(id)}`),
    /** Feeds and the snapshot are files on both sides. */
    file: (name: "status.json" | "feed.rss" | "feed.atom" | "feed.json" | "calendar.ics") =>
      `${base}/${name}`,
    subscribe: `${base}/subscribe`,
    enter: `${base}/enter`,
    asset: (face: Face, kind: StatusAssetKind) => {
      const path = face.assets[kind];
      return path === undefined ? null : `${base}/${path.replace(/^\/+/, "")}`;
    },
  };
}
