const LIGHT =
  "color-scheme:light;--bg:#fff;--ink:#18181b;--soft:#52525b;--line:#e4e4e7;--operational:#15803d;--unknown:#6b7280;--maintenance:#1d4ed8;--degraded:#a16207;--partial_outage:#c2410c;--major_outage:#b91c1c";
const DARK =
  "color-scheme:dark;--bg:#18181b;--ink:#fafafa;--soft:#a1a1aa;--line:#3f3f46;--operational:#4ade80;--unknown:#9ca3af;--maintenance:#93c5fd;--degraded:#facc15;--partial_outage:#fb923c;--major_outage:#f87171";
const STATES = ["operational", "unknown", "maintenance", "degraded", "partial_outage", "major_outage"];

/** Part of the document; the policy knows it by its hash. */
export const EMBED_STYLE = [
  `:root{${LIGHT}}:root[data-theme=dark]{${DARK}}`,
  `@media (prefers-color-scheme:dark){:root[data-theme=system]{${DARK}}}`,
  "body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}",
  "main{padding:12px 16px}h1{display:flex;gap:8px;align-items:center;margin:0;font-size:15px;font-weight:600}",
  "i{flex:none;display:inline-block;width:10px;height:10px;border-radius:50%}",
  ...STATES.map((state) => `.${state}{background:var(--${state})}`),
  "ul{list-style:none;margin:8px 0 0;padding:0}li{display:flex;gap:12px;justify-content:space-between;padding:4px 0;border-top:1px solid var(--line)}",
  ".soft{display:flex;gap:6px;align-items:center;flex:none;color:var(--soft)}",
  "footer{display:flex;flex-wrap:wrap;gap:4px 12px;justify-content:space-between;margin-top:8px;font-size:12px;color:var(--soft)}",
  "a{color:inherit}a:focus-visible{outline:2px solid var(--maintenance);outline-offset:2px}",
].join("");
