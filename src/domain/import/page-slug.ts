import { StatusSlug } from "#contracts/status-page.ts";
import { slug } from "./to-document.ts";

/** One that a page of ours can have, as near to the foreign one as possible. */
export function pageSlug(text: string): string {
  const plain = slug(text).replace(/[._]+/g, "-").slice(0, 40).replace(/-+$/, "");
  if (StatusSlug.safeParse(plain).success) return plain;
  return `${plain}-status`.replace(/^-+/, "");
}
