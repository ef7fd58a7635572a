import type { Metadata } from "next";
import { ContentPanel } from "#ui/status-pages/content-panel.tsx";
import { type TabPageProps, tabMetadata } from "../tab-metadata.ts";

export const generateMetadata = (props: TabPageProps): Promise<Metadata> => tabMetadata("content", props);

export default function StatusPageContentPage() {
  return <ContentPanel />;
}
