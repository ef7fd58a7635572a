/** As people say it: without the scheme and the slash at the end. */
export function plainAddress(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}
