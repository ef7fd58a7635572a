export type Device = { browser: string | null; system: string | null; isPhone: boolean };

/** In this order: most browsers also name those that they descend from. */
const BROWSERS = [
  [/\bEdg(?:A|iOS)?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)|\bOPT\/(\d+)/, "Opera"],
  [/\bSamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/\b(?:(?:Headless)?Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows NT\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** What a User-Agent header says in words; null where it says nothing known. */
export function describeBrowser(userAgent: string | null): Device {
  const text = userAgent ?? "";
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  return { browser: browserIn(text), system, isPhone: /\bMobile\b|\biPhone\b/.test(text) };
}

function browserIn(text: string): string | null {
  for (const [pattern, name] of BROWSERS) {
    const found = pattern.exec(text);
    if (found) return `${name} ${found[1] ?? found[2] ?? ""}`.trim();
  }
  return null;
}
