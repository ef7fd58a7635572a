/** @jsxImportSource preact */
import { makeWords } from "./make-words.ts";
import { plainText } from "./plain-text.ts";
import { type Frame, renderDocument } from "./render-document.tsx";
import type { Face, Rendered, RenderOptions } from "./render-options.ts";

export type Gate = {
  /** Shows its title and looks, nothing else. */
  face: Face;
  /** What the visitor proves: posts `password`, `email` or the `token` of a mailed link to <base>/enter. */
  ask: "password" | "email" | "link";
  /** Of the link that was mailed. */
  token?: string;
  /** What came of the last try. */
  answer?: "wrong" | "sent" | "expired" | "throttled" | "unavailable";
  /** Where the visitor wanted to go, below the page; posted as `next`. */
  next?: string;
};

export function renderGate(gate: Gate, options: RenderOptions): Rendered {
  const words = makeWords(options.locale, gate.face.look.timeZone);
  return renderDocument(options, {
    face: { ...gate.face, isPrivate: true },
    title: `${words.t("gate.title")} · ${plainText(gate.face.title)}`,
    canonical: null,
    body: (frame) => <Form gate={gate} frame={frame} />,
  });
}

function Form({ gate, frame: { words, links } }: { gate: Gate; frame: Frame }) {
  const { t } = words;
  const isPassword = gate.ask === "password";
  const isGood = gate.answer === "sent";
  return (
    <main id="main" class="mid wrap" tabIndex={-1}>
      <div class="card">
        <div>
          <h1>{t("gate.title")}</h1>
          <p class="dim">{t(`gate.${gate.ask}Lead`)}</p>
        </div>
        {gate.answer && (
          <p class={`note ${isGood ? "ok" : "bad"}`} role={isGood ? "status" : "alert"} id="answer">
            {t(`gate.${gate.answer}`)}
          </p>
        )}
        <form method="post" action={links.enter} class="stack">
          {gate.token && <input type="hidden" name="token" value={gate.token} />}
          {gate.next && <input type="hidden" name="next" value={gate.next} />}
          {gate.ask !== "link" && (
            <div class="field">
              <label for="proof">{t(isPassword ? "gate.password" : "subscribe.email")}</label>
              <input
                id="proof"
                name={gate.ask}
                type={gate.ask}
                required
                maxLength={254}
                autocomplete={isPassword ? "current-password" : "email"}
                aria-describedby={gate.answer ? "answer" : undefined}
              />
            </div>
          )}
          <button type="submit" class="btn">
            {t(gate.ask === "email" ? "gate.send" : "gate.open")}
          </button>
        </form>
      </div>
    </main>
  );
}
