/** @jsxImportSource preact */
import { plainText } from "../plain-text.ts";
import type { Frame } from "../render-document.tsx";
import type { Face } from "../render-options.ts";
import { Icon } from "./icons.tsx";

export function PageHeader({ face, frame: { words, links, options } }: { face: Face | null; frame: Frame }) {
  if (!face) return null;
  const { homeUrl, supportUrl, subscribe, mode } = face.look;
  return (
    <header>
      <div class="top">
        <a class="brand" href={links.page}>
          <Brand face={face} logo={links.asset(face, "logo")} dark={links.asset(face, "logo-dark")} />
        </a>
        <nav aria-label={words.t("page.home")}>
          <ul>
            {homeUrl && (
              <li>
                <a href={homeUrl} rel="noopener">
                  {words.t("page.website")}
                </a>
              </li>
            )}
            {supportUrl && (
              <li>
                <a href={supportUrl} rel="noopener">
                  {words.t("page.support")}
                </a>
              </li>
            )}
            {subscribe && !face.isPrivate && (
              <li>
                <a class="btn plain" href={`${options.isStatic ? links.page : ""}#subscribe`}>
                  {words.t("subscribe.link")}
                </a>
              </li>
            )}
            {mode === "system" && (
              <li>
                <button
                  type="button"
                  class="btn plain icon"
                  data-js="mode"
                  hidden
                  aria-label={words.t("page.theme")}
                  title={words.t("page.theme")}
                >
                  <Icon name="mode" />
                </button>
              </li>
            )}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function Brand({ face, logo, dark }: { face: Face; logo: string | null; dark: string | null }) {
  const title = plainText(face.title);
  if (!logo) return <bdi>{title}</bdi>;
  if (!dark) return <img src={logo} alt={title} />;
  return (
    <>
      <img class="logo" src={logo} alt={title} />
      <img class="logo-dark" src={dark} alt={title} loading="lazy" />
    </>
  );
}
