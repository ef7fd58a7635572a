/** All of 127/8 is this machine: targets and regions have addresses of their own. */
export const SCRIPTED_HOSTS = "127.3.";
const REGIONS = "127.9.0.";

/** Of `local-2` and its like; null for a name without a number. */
export function regionAddress(region: string): string | null {
  const number = /^local-(\d{1,2})$/.exec(region)?.[1];
  return number === undefined ? null : `${REGIONS}${number}`;
}

export function regionOfAddress(address: string | undefined): string | null {
  return address?.startsWith(REGIONS) ? `local-${address.slice(REGIONS.length)}` : null;
}
