/** How well `text` answers `search`: higher is better, null when a word of it is not there at all. */
export function matchScore(text: string, search: string): number | null {
  const lower = text.toLowerCase();
  let total = 0;
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
    const score = wordScore(lower, word);
    if (score === null) return null;
    total += score;
  }
  return total;
}

function wordScore(text: string, word: string): number | null {
  if (text.startsWith(word)) return 4;
  const at = text.indexOf(word);
  if (at > 0) return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? 2 : 3;
  return isWithin(text, word) ? 1 : null;
}

/** Whether the letters come in this order, beginning with the first letter of a word: "gtm" is in "go to monitors". */
function isWithin(text: string, word: string): boolean {
  if (word.length < 2) return false;
  let from = text.search(new RegExp(`(?<![\\p{L}\\p{N}])${literally(word.charAt(0))}`, "u"));
  if (from < 0) return false;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

function literally(letter: string): string {
  return letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
