import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SendResult, SentResponse } from "#server/channels/channel.ts";
import type { Format } from "#ui/format/make-format.ts";
import { useFormat } from "#ui/format/use-format.ts";

/** What the receiver really said to a test. */
export function TestResult({ result, outdated = false }: { result: SendResult; outdated?: boolean }) {
  const t = useTranslations("channels.result");
  const format = useFormat();
  const sent = result.kind === "sent";
  const Icon = sent ? CircleCheck : CircleX;
  const { response } = result;
  return (
    <div
      className={`min-w-0 rounded-lg border px-3.5 py-3 text-[0.8125rem] ${sent ? "border-up/30 bg-up-soft" : "border-down/30 bg-down-soft"}`}
    >
      <p className={`flex items-start gap-2 font-semibold ${sent ? "text-up" : "text-down"}`}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {sent ? t("sent") : t("failed")}
      </p>
      {result.kind === "failed" && (
        <p className="mt-1 break-words text-ink">
          <span lang="en">{result.reason}</span>{" "}
          <span className="text-ink-2">{describeRetry({ t, format }, result)}</span>
        </p>
      )}
      {response !== null && (
        <p className="mt-1 text-ink-2 tabular-nums">{describeResponse({ t, format }, response, sent)}</p>
      )}
      {response !== null && response.body !== "" && <ResponseBody body={response.body} />}
      {outdated && <p className="mt-2 text-ink-2">{t("outdated")}</p>}
    </div>
  );
}

export function ResponseBody({ body, label }: { body: string; label?: string }) {
  const t = useTranslations("channels.result");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable box needs a role to carry its name
    <div
      role="group"
      aria-label={label ?? t("body")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
      tabIndex={0}
      className="mt-2 max-h-40 overflow-auto rounded-md border bg-surface px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap text-ink"
    >
      {body}
    </div>
  );
}

type Words = { t: ReturnType<typeof useTranslations<"channels.result">>; format: Format };

/** A mail server answers without a number; a refused connection is no answer at all. */
function describeResponse({ t, format }: Words, { status, latencyMs }: SentResponse, sent: boolean): string {
  const latency = format.latency(latencyMs);
  if (status !== null) return t("answeredStatus", { status: String(status), latency });
  return t(sent ? "answered" : "noAnswer", { latency });
}

function describeRetry(
  { t, format }: Words,
  { permanent, retryAfterMs }: Extract<SendResult, { kind: "failed" }>,
): string {
  if (permanent) return t("noRetry");
  if (retryAfterMs === null) return t("retry");
  return t("retryAfter", { duration: format.duration(retryAfterMs) });
}
