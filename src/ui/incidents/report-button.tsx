"use client";

import { FileDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { IncidentDetail } from "#contracts/incident.ts";
import { writeIncidentReport } from "#domain/incident/write-incident-report.ts";
import { Button } from "#ui/primitives/button.tsx";

/** Of what the page shows: nothing else leaves with it. */
export function ReportButton({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents.header");
  const download = () => {
    const file = new Blob([writeIncidentReport(incident, Date.now())], { type: "text/markdown" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `incident-${new Date(incident.openedAt).toISOString().slice(0, 10)}-${incident.id.slice(-8)}.md`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button onClick={download}>
      <FileDown aria-hidden className="size-4" />
      {t("report")}
    </Button>
  );
}
