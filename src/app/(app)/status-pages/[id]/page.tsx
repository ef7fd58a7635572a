import type { Route } from "next";
import { redirect } from "next/navigation";

type StatusPagePageProps = { params: Promise<{ id: string }> };

export default async function StatusPagePage({ params }: StatusPagePageProps) {
  redirect(`/status-pages/${encodeURIComponent((await params).id)}/content` as Route);
}
