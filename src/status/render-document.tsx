/** @jsxImportSource preact */
import { createHash } from "node:crypto";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { StatusLook } from "#contracts/status-page.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import { makeWords, type Words } from "./make-words.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { IconSheet } from "./parts/icons.tsx";
import { PageFooter } from "./parts/page-footer.tsx";
import { PageHeader } from "./parts/page-header.tsx";
import { plainText } from "./plain-text.ts";
import type { Face, Rendered, RenderOptions } from "./render-options.ts";
import { makeLinks, type StatusLinks } from "./status-links.ts";
import { styleOf } from "./theme-style.ts";

/** What every part of a document is made with. */
export type Frame = { words: Words; links: StatusLinks; options: RenderOptions };

type Content = {
  /** Null: a page that must not be told apart from one that does not exist. */
  face: Face | null;
  title: string;
  description?: string;
  /** Path below the page, such as /history/2026-11; null: no search engine should have it. */
  canonical: string | null;
  /** Looks for news by itself. */
  isLive?: boolean;
  body: (frame: Frame) => VNode;
};

const PLAIN_LOOK: StatusLook = StatusLook.parse({ branding: false, subscribe: false, indexed: false });

/** One whole document with the policy that belongs to it. */
export function renderDocument(options: RenderOptions, content: Content): Rendered {
  const { face } = content;
  const look = face?.look ?? PLAIN_LOOK;
  const words = makeWords(options.locale, look.timeZone);
  const links = makeLinks(options);
  const frame: Frame = { words, links, options };
  const style = styleOf(look);
  const csp = policyOf(style);
  const head = renderToString(<Head frame={frame} content={content} csp={options.isStatic ? csp : null} />);
  const body = renderToString(
    <>
      <IconSheet />
      <a class="vh skip" href="#main">
        {words.t("page.skip")}
      </a>
      <div class="wrap">
        <PageHeader face={face} frame={frame} />
        {content.body(frame)}
        <p id="live" class="vh" role="status" />
      </div>
      <PageFooter face={face} frame={frame} />
    </>,
  );
  const root = [
    `lang="${options.locale}" dir="ltr"`,
    look.mode === "system" ? `data-own="1"` : "",
    `data-fine="${escapeHtml(words.t("bars.dayFine"))}"`,
    content.isLive ? `data-live="${escapeHtml(links.file("status.json"))}"` : "",
  ];
  const html = `<!doctype html><html ${root.filter(Boolean).join(" ")}><head>${head}<style>${style}</style><script>${PAGE_SCRIPT}</script></head><body>${body}</body></html>`;
  return { html, csp };
}

function Head({ frame, content, csp }: { frame: Frame; content: Content; csp: string | null }) {
  const { face, canonical } = content;
  const title = plainText(content.title);
  const favicon = face ? frame.links.asset(face, "favicon") : null;
  const isIndexed = face?.look.indexed === true && !face.isPrivate && canonical !== null;
  const address = face && canonical !== null ? `${face.url}${canonical}` : null;
  return (
    <>
      <meta charset="utf-8" />
      {csp && <meta http-equiv="Content-Security-Policy" content={withoutFrames(csp)} />}
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{title}</title>
      {content.description && <meta name="description" content={plainText(content.description)} />}
      <meta name="robots" content={isIndexed ? "index,follow" : "noindex,nofollow"} />
      <meta
        name="color-scheme"
        content={face?.look.mode === "system" ? "light dark" : (face?.look.mode ?? "light dark")}
      />
      <link rel="icon" href={favicon ?? FAVICON} />
      {address && <link rel="canonical" href={address} />}
      {face && address && !face.isPrivate && (
        <>
          <meta property="og:type" content="website" />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={plainText(content.description ?? title)} />
          <meta property="og:url" content={address} />
          <meta property="og:image" content={`${face.url}/og.png`} />
          <meta property="og:locale" content={frame.words.locale} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {face && !face.isPrivate && (
        <>
          <link rel="alternate" type="application/rss+xml" title="RSS" href={frame.links.file("feed.rss")} />
          <link
            rel="alternate"
            type="application/atom+xml"
            title="Atom"
            href={frame.links.file("feed.atom")}
          />
          <link
            rel="alternate"
            type="application/feed+json"
            title="JSON"
            href={frame.links.file("feed.json")}
          />
        </>
      )}
    </>
  );
}

// A page without an icon of its own would make the browser ask the host's root for one.
const FAVICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="#2ea55f"/><path d="m10 16.500 4 4 8-9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
)}`;

function policyOf(style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(PAGE_SCRIPT)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A policy in the document itself may not speak of frames around it. */
function withoutFrames(csp: string): string {
  return csp.replace("; frame-ancestors 'none'", "");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
