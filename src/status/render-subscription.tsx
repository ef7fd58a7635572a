/** @jsxImportSource preact */
import { LOCALES } from "#contracts/locales.ts";
import { PostImpact } from "#contracts/status-post.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { type SubscriberChoice, SubscriberKind } from "#contracts/status-subscriber.ts";
import { makeWords } from "./make-words.ts";
import { plainText } from "./plain-text.ts";
import { type Frame, renderDocument } from "./render-document.tsx";
import type { Rendered, RenderOptions } from "./render-options.ts";

export type SubscriptionForm = {
  choice: SubscriberChoice;
  /** Where it is sent. */
  action: string;
  /** What came of the last try. */
  answer?: "invalid" | "unproven" | "busy" | "unavailable";
} & (
  | { kind: "new"; address: string; by: SubscriberKind }
  /** `label` is what the subscriber is known by; `leave` the page that ends it. */
  | { kind: "manage"; label: string; leave: string }
);

/** The choice of components, impact and language, for new subscribers and for those who change theirs. */
export function renderSubscription(
  snapshot: StatusSnapshot,
  form: SubscriptionForm,
  options: RenderOptions,
): Rendered {
  const { page } = snapshot;
  const words = makeWords(options.locale, page.look.timeZone);
  const title = words.t(form.kind === "new" ? "subscribe.title" : "choose.manage");
  return renderDocument(options, {
    face: page,
    title: `${title} · ${plainText(page.title)}`,
    canonical: null,
    body: (frame) => (
      <main id="main" class="mid wrap" tabIndex={-1}>
        <div class="card">
          <div>
            <h1>{title}</h1>
            {form.kind === "manage" && <p class="dim">{plainText(form.label)}</p>}
          </div>
          {form.answer && (
            <p class="note bad" role="alert">
              {words.t(`choose.answers.${form.answer}`)}
            </p>
          )}
          <form method="post" action={form.action} class="stack">
            {form.kind === "new" && <Address form={form} frame={frame} />}
            <Components snapshot={snapshot} form={form} frame={frame} />
            <Choices form={form} frame={frame} />
            <button type="submit" class="btn">
              {words.t(form.kind === "new" ? "subscribe.button" : "choose.save")}
            </button>
          </form>
          <p class="line">
            {form.kind === "manage" && <a href={form.leave}>{words.t("choose.leave")}</a>}
            <a href={frame.links.page}>{words.t("message.back")}</a>
          </p>
        </div>
      </main>
    ),
  });
}

function Address({ form, frame }: { form: Extract<SubscriptionForm, { kind: "new" }>; frame: Frame }) {
  const { t } = frame.words;
  return (
    <>
      <fieldset class="field">
        <legend>{t("choose.kind")}</legend>
        <div class="line">
          {SubscriberKind.options.map((kind) => (
            <label key={kind} class="pick">
              <input type="radio" name="kind" value={kind} checked={form.by === kind} />{" "}
              {t(`choose.kinds.${kind}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div class="field">
        <label for="address">{t("choose.address")}</label>
        <input
          id="address"
          name="address"
          type="text"
          inputMode="email"
          required
          maxLength={2_048}
          autocomplete="email"
          value={form.address}
          aria-describedby="address-hint"
        />
        <p id="address-hint" class="small">
          {t("choose.addressHint")}
        </p>
      </div>
    </>
  );
}

type Part = { form: SubscriptionForm; frame: Frame };

function Components({ snapshot, form, frame }: Part & { snapshot: StatusSnapshot }) {
  const { t } = frame.words;
  const components = snapshot.sections.flatMap((section) => section.components);
  if (components.length < 2) return null;
  return (
    <fieldset class="field">
      <legend>{t("choose.what")}</legend>
      <p class="small">{t("choose.allHint")}</p>
      {components.map(({ id, name }) => (
        <label key={id} class="pick">
          <input
            type="checkbox"
            name="component"
            value={id}
            checked={form.choice.componentIds.includes(id)}
          />{" "}
          {plainText(name)}
        </label>
      ))}
    </fieldset>
  );
}

function Choices({ form: { choice }, frame }: Part) {
  const { t } = frame.words;
  return (
    <>
      <div class="field">
        <label for="impact">{t("choose.impact")}</label>
        <select id="impact" name="leastImpact">
          {PostImpact.options.map((impact) => (
            <option key={impact} value={impact} selected={impact === choice.leastImpact}>
              {t(`choose.impacts.${impact}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="locale">{t("choose.language")}</label>
        <select id="locale" name="locale">
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale} selected={locale === choice.locale}>
              {t(`choose.languages.${locale}`)}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}
