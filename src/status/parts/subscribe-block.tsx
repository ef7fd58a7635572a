/** @jsxImportSource preact */
import type { Frame } from "../render-document.tsx";
import type { Face } from "../render-options.ts";

const FEEDS = [
  { name: "RSS", file: "feed.rss" },
  { name: "Atom", file: "feed.atom" },
  { name: "JSON", file: "feed.json" },
] as const;

/** Feeds of a private page need a key, which only its own subscribers are told. */
export function SubscribeBlock({ face, frame }: { face: Face; frame: Frame }) {
  const { t } = frame.words;
  if (!face.look.subscribe || face.isPrivate) return null;
  return (
    <section id="subscribe" class="card sub" aria-labelledby="h-s">
      <div>
        <h2 id="h-s">{t("subscribe.title")}</h2>
        <p class="dim">{t("subscribe.lead")}</p>
      </div>
      {frame.options.isStatic ? (
        <p>
          <a class="btn" href={`${face.url}#subscribe`}>
            {t("subscribe.elsewhere")}
          </a>
        </p>
      ) : (
        <EmailForm frame={frame} />
      )}
      <p class="line dim">
        {t("subscribe.feeds")}
        {FEEDS.map(({ name, file }) => (
          <a key={file} href={frame.links.file(file)}>
            {name}
          </a>
        ))}
        <a href={frame.links.file("calendar.ics")}>{t("subscribe.calendar")}</a>
        <button
          type="button"
          class="btn plain"
          data-js="copy"
          data-copy={frame.links.file("feed.rss")}
          data-done={t("subscribe.copied")}
          hidden
        >
          {t("subscribe.copy")} (RSS)
        </button>
      </p>
    </section>
  );
}

function EmailForm({ frame: { words, links } }: { frame: Frame }) {
  return (
    <form method="post" action={links.subscribe} class="field">
      <label for="email">{words.t("subscribe.email")}</label>
      <div class="row">
        <input
          id="email"
          name="email"
          type="email"
          required
          maxLength={254}
          autocomplete="email"
          aria-describedby="hint"
        />
        <button type="submit" class="btn">
          {words.t("subscribe.button")}
        </button>
      </div>
      <p id="hint" class="small">
        {words.t("subscribe.hint")}
      </p>
    </form>
  );
}
