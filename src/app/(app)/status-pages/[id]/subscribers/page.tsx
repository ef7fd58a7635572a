import type { Metadata } from "next";
import { SubscribersPanel } from "#ui/status-subscribers/subscribers-panel.tsx";
import { type TabPageProps, tabMetadata } from "../tab-metadata.ts";

export const generateMetadata = (props: TabPageProps): Promise<Metadata> => tabMetadata("subscribers", props);

export default function StatusPageSubscribersPage() {
  return <SubscribersPanel />;
}
