/** @jsxImportSource preact */
import { makeWords } from "./make-words.ts";
import { plainText } from "./plain-text.ts";
import { type Frame, renderDocument } from "./render-document.tsx";
import type { Face, Rendered, RenderOptions } from "./render-options.ts";

export type StatusMessage = {
  /** Null for what must look the same whether the page exists or not. */
  face: Face | null;
  kind:
    | "missing"
    | "unavailable"
    | "throttled"
    | "check_mail"
    | "invalid_email"
    | "subscribed"
    | "unsubscribed"
    | "saved"
    | "link_expired";
};

/** A question with one button, so that no mail scanner answers it by opening a link. */
export type StatusQuestion = { face: Face; kind: "confirm" | "unsubscribe"; action: string };

export function renderMessage(message: StatusMessage | StatusQuestion, options: RenderOptions): Rendered {
  const { face, kind } = message;
  const words = makeWords(options.locale, face?.look.timeZone ?? "UTC");
  const title = words.t(`message.${kind}.title`);
  return renderDocument(options, {
    face,
    title: face ? `${title} · ${plainText(face.title)}` : title,
    canonical: null,
    body: (frame) => <Message message={message} frame={frame} />,
  });
}

function Message({ message, frame }: { message: StatusMessage | StatusQuestion; frame: Frame }) {
  const { t } = frame.words;
  return (
    <main id="main" class="mid wrap" tabIndex={-1}>
      <div class="card">
        <h1>{t(`message.${message.kind}.title`)}</h1>
        <p>{t(`message.${message.kind}.body`)}</p>
        {"action" in message && (
          <form method="post" action={message.action}>
            <button type="submit" class="btn">
              {t(`message.${message.kind}.button`)}
            </button>
          </form>
        )}
        {message.face && (
          <p>
            <a href={frame.links.page}>{t("message.back")}</a>
          </p>
        )}
      </div>
    </main>
  );
}
