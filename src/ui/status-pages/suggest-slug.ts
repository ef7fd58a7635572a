import { StatusSlug } from "#contracts/status-page.ts";

const MOST = 48;
/** Letters that no decomposition takes to ASCII, and umlauts as German writes them without. */
const SPELLED: Record<string, string> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  ø: "o",
  å: "a",
  ł: "l",
};

/** An address that the contract takes, whatever the title is; empty while there is no title. */
export function suggestSlug(title: string): string {
  if (title.trim() === "") return "";
  const plain = title
    .toLowerCase()
    .replace(/[äöüßæøåł]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-");
  const slug = trimHyphens(trimHyphens(plain).slice(0, MOST));
  const candidates = [slug, trimHyphens(`${slug}-status`), "status-page"];
  return candidates.find((candidate) => StatusSlug.safeParse(candidate).success) ?? "status-page";
}

function trimHyphens(text: string): string {
  return text.replace(/^-+|-+$/g, "");
}
