import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import { historyMonths } from "#status/history-months.ts";

/** On a domain of the page's own; on Uptick's, each document says the same in its head. */
export function writeRobots({ page }: StatusSnapshot): string {
  const isIndexed = page.look.indexed && !page.isPrivate;
  return isIndexed
    ? `User-agent: *\nAllow: /\nSitemap: ${page.url}/sitemap.xml\n`
    : "User-agent: *\nDisallow: /\n";
}

/** Sitemaps 0.9: the page, its months and its posts. */
export function writeSitemap(snapshot: StatusSnapshot, nowMs: number): string {
  const { page, incidents, maintenance, announcements, history } = snapshot;
  const isIndexed = page.look.indexed && !page.isPrivate;
  const paths = [
    "",
    ...historyMonths(snapshot, nowMs).map((month) => `/history/${month}`),
    ...[...incidents, ...maintenance, ...announcements, ...history].map(({ id }) => `/posts/${id}`),
  ];
  const urls = (isIndexed ? paths : []).map(
    (path) => `<url><loc>${escapeHtml(`${page.url}${path}`)}</loc></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join("")}</urlset>\n`;
}
