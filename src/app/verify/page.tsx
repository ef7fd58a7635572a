import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { VerifyScreen } from "#ui/reports/verify-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports.verify");
  return { title: t("title") };
}

/** For whoever was given a report: nobody has to sign in, and nothing is asked of the database. */
export default async function VerifyPage() {
  await connection();
  return <VerifyScreen />;
}
