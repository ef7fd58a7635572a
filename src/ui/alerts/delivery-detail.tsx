import Link from "next/link";
import type { DeliveryView } from "#contracts/channel.ts";
import { ResponseBody } from "#ui/channel-form/test-result.tsx";
import { formatLatency } from "#ui/format/format-latency.ts";
import { Moment } from "#ui/live/time-ago.tsx";

export function DeliveryDetail({ delivery }: { delivery: DeliveryView }) {
  const {
    monitor,
    request,
    responseStatus,
    responseBody,
    latencyMs,
    lastError,
    sentAt,
    leaderId,
    incidentId,
    attempts,
  } = delivery;
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
        {incidentId !== null && (
          <div>
            <dt className="text-xs text-ink-3">Incident</dt>
            <dd>
              <Link href={`/incidents/${incidentId}`} className="rounded text-accent-text underline">
                Open the incident
              </Link>
            </dd>
          </div>
        )}
      </dl>
      {leaderId !== null && (
        <p className="text-xs text-ink-2">
          One message told of this and of others of the same storm. The entry of that message shows what was
          sent.
        </p>
      )}
      {request !== null && <SentRequest request={request} />}
      {responseBody !== null && responseBody !== "" ? (
        <ResponseBody body={responseBody} />
      ) : (
        attempts > 0 &&
        leaderId === null && (
          <p className="text-xs text-ink-3">{answered ? "The answer had no text." : "There is no answer."}</p>
        )
      )}
    </div>
  );
}

/** As it left, with secrets masked. */
function SentRequest({ request }: { request: NonNullable<DeliveryView["request"]> }) {
  const { method, url, headers, body } = request;
  const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer rounded text-xs font-medium text-ink-2 hover:text-ink">
        What was sent
      </summary>
      <ResponseBody label="Request" body={`${head.join("\n")}\n\n${body}`} />
    </details>
  );
}
