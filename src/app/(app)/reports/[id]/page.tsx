import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findSlaReport } from "#app/server-query.ts";
import { ReportScreen } from "#ui/reports/report-screen.tsx";

type ReportPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: ReportPageProps): Promise<Metadata> {
  const report = await findSlaReport((await params).id);
  const t = await getTranslations("reports");
  if (report === null) return { title: t("missing") };
  return { title: t("report.title", { name: report.objective.name, month: report.period.month }) };
}

export default async function ReportPage({ params }: ReportPageProps) {
  const report = await findSlaReport((await params).id);
  if (report === null) notFound();
  const { chains, counted: _, ...shown } = report;
  const unsealed = chains.reduce((sum, { open }) => sum + open.length, 0);
  return <ReportScreen report={{ ...shown, unsealed }} />;
}
