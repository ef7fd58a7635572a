/** Advance widths of Verdana in thousandths of its size, from U+0020 to U+007E. */
const VERDANA = [
  352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, 636, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, 1000, 684, 686, 698, 771, 632, 575, 775, 751, 421,
  455, 693, 557, 843, 748, 787, 603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818,
  636, 636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607, 623, 623, 427, 521,
  394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818,
];
const MARK = /^[\p{M}\p{Cf}]$/u;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]$/u;

/** Pixels, about: `textLength` makes the letters fit where the reader's font is another one. */
export function textWidth(text: string, sizePx: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += widthOf(character);
  return (thousandths * sizePx) / 1000;
}

function widthOf(character: string): number {
  const known = VERDANA[(character.codePointAt(0) ?? 0) - 0x20];
  if (known !== undefined) return known;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 1000 : 640;
}
