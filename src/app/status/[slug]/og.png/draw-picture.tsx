import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import type { StatusPicture } from "#status/describe-picture.ts";

const FONTS = "node_modules/geist/dist/fonts/geist-sans";
const SIZE = { width: 1200, height: 630 };

/** A PNG of 1200 × 630. Fonts are files of this machine; nothing is fetched. */
export async function drawPicture(picture: StatusPicture): Promise<ArrayBuffer> {
  const [regular, bold] = await Promise.all([
    readFile(join(process.cwd(), FONTS, "Geist-Regular.ttf")),
    readFile(join(process.cwd(), FONTS, "Geist-SemiBold.ttf")),
  ]);
  const fonts = [
    { name: "Geist", data: regular, weight: 400 as const },
    { name: "Geist", data: bold, weight: 600 as const },
  ];
  return new ImageResponse(<Picture {...picture} />, { ...SIZE, fonts }).arrayBuffer();
}

function Picture({ title, headline, address, colours, isWell }: StatusPicture) {
  return (
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        padding: 72,
        background: colours.ground,
        color: colours.ink,
        fontFamily: "Geist",
        borderTop: `14px solid ${colours.state}`,
      }}
    >
      <div style={{ display: "flex", fontSize: 44, fontWeight: 600 }}>{title}</div>
      <div
        style={{
          display: "flex",
          alignItems: "center",
          gap: 44,
          padding: 48,
          borderRadius: 28,
          background: colours.card,
          border: `2px solid ${colours.line}`,
        }}
      >
        <svg width="120" height="120" viewBox="0 0 24 24" fill="none" role="img" aria-label={headline}>
          <circle cx="12" cy="12" r="11" fill={colours.state} />
          <path
            d={isWell ? "m7 12.400 3.400 3.400L17 9" : "M12 6.500v6.500m0 3.800v.2"}
            stroke="#ffffff"
            strokeWidth="2.200"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        <div style={{ display: "flex", flex: 1, fontSize: 68, fontWeight: 600, lineHeight: 1.15 }}>
          {headline}
        </div>
      </div>
      <div style={{ display: "flex", fontSize: 30, color: colours.dim }}>{address}</div>
    </div>
  );
}
