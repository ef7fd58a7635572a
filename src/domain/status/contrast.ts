/** Colours are #rrggbb. Luminance and ratio as WCAG 2.2 defines them (1…21). */
export function contrastRatio(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour itself where it can be read on the background, else the nearest that can: darker, or lighter on dark. */
export function correctContrast(colour: string, background: string, minimum = 4.5): string {
  const end = luminanceOf(background) > 0.18 ? 0 : 255;
  for (let step = 0; step <= 100; step += 1) {
    const mixed = hexOf(channelsOf(colour).map((channel) => channel + ((end - channel) * step) / 100));
    if (contrastRatio(mixed, background) >= minimum) return mixed;
  }
  return inkOn(background);
}

/** Black or white, whichever is easier to read on it: one of them always reaches 4.5. */
export function inkOn(background: string): "#000000" | "#ffffff" {
  return contrastRatio("#ffffff", background) >= contrastRatio("#000000", background) ? "#ffffff" : "#000000";
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hexOf(channels: readonly number[]): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}
