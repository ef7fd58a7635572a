const NUMBER = new Intl.NumberFormat("en");

export function formatCount(count: number): string {
  return NUMBER.format(count);
}

/** "1 check", "1,204 checks". */
export function countOf(count: number, singular: string): string {
  return `${formatCount(count)} ${singular}${count === 1 ? "" : "s"}`;
}
