const MOST_HOPS = 40;
const HOP = /^ *(\d{1,2})(\??):? +(.*)$/;
const ADDRESS = /^([0-9a-f.:]+)\s/i;
const TIME = /([\d.]+) ?ms/;

/** What traceroute and tracepath print, as `number address milliseconds`. `hide`: addresses that are not to be shown. */
export function readRoute(output: string, hide: (address: string) => boolean): string[] {
  const hops = new Map<string, string>();
  for (const line of output.split("\n")) {
    const [, number, isOwn, rest = ""] = HOP.exec(line) ?? [];
    if (number === undefined || isOwn !== "") continue;
    const address = ADDRESS.exec(`${rest} `)?.[1];
    const time = TIME.exec(rest)?.[1];
    if (address === undefined || time === undefined) hops.set(number, `${number} no answer`);
    else hops.set(number, `${number} ${hide(address) ? "private address" : address} ${time} ms`);
  }
  return [...hops.values()].slice(0, MOST_HOPS);
}
