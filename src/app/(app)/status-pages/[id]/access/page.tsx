import type { Metadata } from "next";
import { AccessPanel } from "#ui/status-pages/access-panel.tsx";
import { type TabPageProps, tabMetadata } from "../tab-metadata.ts";

export const generateMetadata = (props: TabPageProps): Promise<Metadata> => tabMetadata("access", props);

export default function StatusPageAccessPage() {
  return <AccessPanel />;
}
