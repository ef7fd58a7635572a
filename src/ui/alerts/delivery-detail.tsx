import Link from "next/link";
import type { DeliveryView } from "#contracts/channel.ts";
import { ResponseBody } from "#ui/channel-form/test-result.tsx";
import { formatLatency } from "#ui/format/format-latency.ts";
import { Moment } from "#ui/live/time-ago.tsx";

export function DeliveryDetail({ delivery }: { delivery: DeliveryView }) {
  const { monitor, responseStatus, responseBody, latencyMs, lastError, sentAt } = delivery;
  const answered = responseStatus !== null || sentAt !== null;
  return (
    <div className="flex flex-col gap-3 border-t bg-bg px-4 py-4 text-[0.8125rem] lg:pl-12">
      {lastError !== null && <p className="break-words text-down">{lastError}</p>}
      <dl className="flex flex-wrap gap-x-8 gap-y-3 tabular-nums">
        {sentAt !== null && (
          <div>
            <dt className="text-xs text-ink-3">Delivered</dt>
            <dd>
              <Moment at={sentAt} withDay />
            </dd>
          </div>
        )}
        {responseStatus !== null && (
          <div>
            <dt className="text-xs text-ink-3">Response status</dt>
            <dd>{responseStatus}</dd>
          </div>
        )}
        {latencyMs !== null && (
          <div>
            <dt className="text-xs text-ink-3">{answered ? "Answered in" : "Gave up after"}</dt>
            <dd>{formatLatency(latencyMs)}</dd>
          </div>
        )}
        {monitor !== null && (
          <div className="min-w-0">
            <dt className="text-xs text-ink-3">Monitor</dt>
            <dd className="min-w-0 break-words">
              <Link href={`/monitors/${monitor.id}`} className="rounded text-accent-text underline">
                {monitor.name}
              </Link>
            </dd>
          </div>
        )}
      </dl>
      {responseBody !== null && responseBody !== "" ? (
        <ResponseBody body={responseBody} />
      ) : (
        <p className="text-xs text-ink-3">{answered ? "The answer had no text." : "There is no answer."}</p>
      )}
    </div>
  );
}
