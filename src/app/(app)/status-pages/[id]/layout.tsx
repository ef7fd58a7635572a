import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { findStatusPage } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { EditablePage } from "#ui/status-pages/editable-page.tsx";
import { PageTabs } from "#ui/status-pages/page-tabs.tsx";
import { StatusPageHeader } from "#ui/status-pages/status-page-header.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { mayChangePages } from "../may-change-pages.ts";

type StatusPageLayoutProps = { params: Promise<{ id: string }>; children: ReactNode };

export default async function StatusPageLayout({ params, children }: StatusPageLayoutProps) {
  const { id } = await params;
  const page = await findStatusPage(id);
  if (page === null) notFound();
  return (
    <Hydrated
      load={async (queryClient) => {
        queryClient.setQueryData(queryKey(["statusPage", "get"], { id }), page);
      }}
    >
      <EditablePage id={id} canEdit={await mayChangePages()}>
        <div className="flex flex-col gap-5">
          <StatusPageHeader />
          <PageTabs id={id} />
          {children}
        </div>
      </EditablePage>
    </Hydrated>
  );
}
