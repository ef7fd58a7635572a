"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Evidence } from "#contracts/tick.ts";
import { ArtifactList, AssertionList, StepList } from "./evidence-details.tsx";

type EvidenceViewProps = {
  evidence: Evidence;
  /** Whose files are shown; null where there are none, as of a trial. */
  monitorId: string | null;
};

export function EvidenceView({ evidence, monitorId }: EvidenceViewProps) {
  const t = useTranslations("monitorPage.evidence");
  const { certificate, redirects, resolvedAddresses, responseHeaders } = evidence;
  const { assertions = [], steps = [], artifacts = [], transcript = "", route = [] } = evidence;
  return (
    <div className="flex min-w-0 flex-col gap-3 text-[0.8125rem]">
      <p lang="en" className="font-medium break-words">
        {evidence.message}
      </p>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {evidence.remoteAddress !== null && <Fact label={t("answeredFrom")}>{evidence.remoteAddress}</Fact>}
        {resolvedAddresses.length > 0 && <Fact label={t("resolvedTo")}>{resolvedAddresses.join(", ")}</Fact>}
        {redirects.length > 0 && (
          <Fact label={t("redirects")}>
            {redirects.map((redirect) => (
              <span key={`${redirect.status} ${redirect.location}`} className="block break-all">
                {redirect.status} → {redirect.location}
              </span>
            ))}
          </Fact>
        )}
        {certificate !== null && (
          <Fact label={t("certificate")}>
            {t("certificateIs", {
              subject: certificate.subject,
              issuer: certificate.issuer,
              from: certificate.validFrom,
              to: certificate.validTo,
            })}
            {certificate.authorizationError !== null && (
              <span className="block text-down">{certificate.authorizationError}</span>
            )}
          </Fact>
        )}
      </dl>
      {steps.length > 0 && <StepList steps={steps} />}
      {assertions.length > 0 && <AssertionList assertions={assertions} />}
      {monitorId !== null && artifacts.length > 0 && (
        <ArtifactList artifacts={artifacts} monitorId={monitorId} />
      )}
      {transcript !== "" && <FoldedSample label={t("transcript")}>{transcript}</FoldedSample>}
      {route.length > 0 && <FoldedSample label={t("route")}>{route.join("\n")}</FoldedSample>}
      {responseHeaders.length > 0 && (
        <Sample label={t("headers")}>
          {responseHeaders.map(([name, value]) => `${name}: ${value}`).join("\n")}
        </Sample>
      )}
      {evidence.bodySample !== null && evidence.bodySample !== "" && (
        <Sample label={t("body")}>{evidence.bodySample}</Sample>
      )}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

/** Long, and read by few. */
function FoldedSample({ label, children }: { label: string; children: string }) {
  return (
    <details open className="group min-w-0">
      <summary className="mb-1 flex w-fit items-center gap-1 rounded text-xs text-ink-3 hover:text-ink">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {label}
      </summary>
      <SampleBox label={label}>{children}</SampleBox>
    </details>
  );
}

function Sample({ label, children }: { label: string; children: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-xs text-ink-3">{label}</figcaption>
      <SampleBox label={label}>{children}</SampleBox>
    </figure>
  );
}

function SampleBox({ label, children }: { label: string; children: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      aria-label={label}
      className="max-h-56 overflow-auto rounded-md border bg-surface p-3"
    >
      <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{children}</pre>
    </section>
  );
}
