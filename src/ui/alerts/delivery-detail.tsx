import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DeliveryView } from "#contracts/channel.ts";
import { ResponseBody } from "#ui/channel-form/test-result.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";

export function DeliveryDetail({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations("alerts.detail");
  const format = useFormat();
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
      {lastError !== null && (
        <p lang="en" className="break-words text-down">
          {lastError}
        </p>
      )}
      <dl className="flex flex-wrap gap-x-8 gap-y-3 tabular-nums">
        {sentAt !== null && (
          <div>
            <dt className="text-xs text-ink-3">{t("delivered")}</dt>
            <dd>
              <Moment at={sentAt} withDay />
            </dd>
          </div>
        )}
        {responseStatus !== null && (
          <div>
            <dt className="text-xs text-ink-3">{t("status")}</dt>
            <dd>{responseStatus}</dd>
          </div>
        )}
        {latencyMs !== null && (
          <div>
            <dt className="text-xs text-ink-3">{answered ? t("answeredIn") : t("gaveUp")}</dt>
            <dd>{format.latency(latencyMs)}</dd>
          </div>
        )}
        {monitor !== null && (
          <div className="min-w-0">
            <dt className="text-xs text-ink-3">{t("monitor")}</dt>
            <dd className="min-w-0 break-words">
              <Link href={`/monitors/${monitor.id}`} className="rounded text-accent-text underline">
                {monitor.name}
              </Link>
            </dd>
          </div>
        )}
        {incidentId !== null && (
          <div>
            <dt className="text-xs text-ink-3">{t("incident")}</dt>
            <dd>
              <Link href={`/incidents/${incidentId}`} className="rounded text-accent-text underline">
                {t("openIncident")}
              </Link>
            </dd>
          </div>
        )}
      </dl>
      {leaderId !== null && <p className="text-xs text-ink-2">{t("together")}</p>}
      {request !== null && <SentRequest request={request} />}
      {responseBody !== null && responseBody !== "" ? (
        <ResponseBody body={responseBody} />
      ) : (
        attempts > 0 &&
        leaderId === null && <p className="text-xs text-ink-3">{answered ? t("noText") : t("noAnswer")}</p>
      )}
    </div>
  );
}

/** As it left, with secrets masked. */
function SentRequest({ request }: { request: NonNullable<DeliveryView["request"]> }) {
  const t = useTranslations("alerts.detail");
  const { method, url, headers, body } = request;
  const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer rounded text-xs font-medium text-ink-2 hover:text-ink">
        {t("sent")}
      </summary>
      <ResponseBody label={t("request")} body={`${head.join("\n")}\n\n${body}`} />
    </details>
  );
}
