import { CircleCheck, CircleX } from "lucide-react";
import type { SendResult, SentResponse } from "#server/channels/channel.ts";
import { formatDuration } from "#ui/format/format-duration.ts";
import { formatLatency } from "#ui/format/format-latency.ts";

/** What the receiver really said to a test. */
export function TestResult({ result, outdated = false }: { result: SendResult; outdated?: boolean }) {
  const sent = result.kind === "sent";
  const Icon = sent ? CircleCheck : CircleX;
  const { response } = result;
  return (
    <div
      className={`min-w-0 rounded-lg border px-3.5 py-3 text-[0.8125rem] ${sent ? "border-up/30 bg-up-soft" : "border-down/30 bg-down-soft"}`}
    >
      <p className={`flex items-start gap-2 font-semibold ${sent ? "text-up" : "text-down"}`}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {sent ? "The test was accepted" : "The test did not arrive"}
      </p>
      {result.kind === "failed" && (
        <p className="mt-1 break-words text-ink">
          {result.reason} <span className="text-ink-2">{describeRetry(result)}</span>
        </p>
      )}
      {response !== null && (
        <p className="mt-1 text-ink-2 tabular-nums">{describeResponse(response, sent)}</p>
      )}
      {response !== null && response.body !== "" && <ResponseBody body={response.body} />}
      {outdated && <p className="mt-2 text-ink-2">The settings have changed since this test.</p>}
    </div>
  );
}

export function ResponseBody({ body, label = "Response body" }: { body: string; label?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable box needs a role to carry its name
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
      tabIndex={0}
      className="mt-2 max-h-40 overflow-auto rounded-md border bg-surface px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap text-ink"
    >
      {body}
    </div>
  );
}

/** A mail server answers without a number; a refused connection is no answer at all. */
function describeResponse({ status, latencyMs }: SentResponse, sent: boolean): string {
  if (status !== null) return `Answered ${status} in ${formatLatency(latencyMs)}`;
  return `${sent ? "Answered in" : "No answer after"} ${formatLatency(latencyMs)}`;
}

function describeRetry({ permanent, retryAfterMs }: Extract<SendResult, { kind: "failed" }>): string {
  if (permanent) return "An alert would not be tried again.";
  if (retryAfterMs === null) return "An alert would be tried again.";
  return `An alert would be tried again after ${formatDuration(retryAfterMs)}.`;
}
