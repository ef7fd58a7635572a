import type { Metadata } from "next";
import { LookPanel } from "#ui/status-pages/look-panel.tsx";
import { type TabPageProps, tabMetadata } from "../tab-metadata.ts";

export const generateMetadata = (props: TabPageProps): Promise<Metadata> => tabMetadata("look", props);

export default function StatusPageLookPage() {
  return <LookPanel />;
}
