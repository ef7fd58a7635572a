/** @jsxImportSource preact */
import type { Frame } from "../render-document.tsx";
import type { Face } from "../render-options.ts";

export function PageFooter({ face, frame: { words } }: { face: Face | null; frame: Frame }) {
  if (!face) return null;
  const [before = "", after = ""] = words.t("page.zone", { zone: "\u0000" }).split("\u0000");
  return (
    <footer class="wrap">
      <div class="split">
        <p>
          {before}
          <span data-zone="1">{words.zone}</span>
          {after} {words.t("page.daysUtc")}
        </p>
        {face.look.branding && <p>{words.t("page.powered")}</p>}
      </div>
    </footer>
  );
}
