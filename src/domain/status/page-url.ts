/** Where visitors find a page: its proven domain, or its address in this Uptick. No slash at its end. */
export function pageUrlOf(appUrl: string, page: { slug: string; domain: string | null }): string {
  return page.domain === null
    ? `${appUrl.replace(/\/+$/, "")}/status/${page.slug}`
    : `https://${page.domain}`;
}
