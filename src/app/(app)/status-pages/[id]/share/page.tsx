import type { Metadata } from "next";
import { SharePanel } from "#ui/status-share/share-panel.tsx";
import { type TabPageProps, tabMetadata } from "../tab-metadata.ts";

export const generateMetadata = (props: TabPageProps): Promise<Metadata> => tabMetadata("share", props);

export default function StatusPageSharePage() {
  return <SharePanel />;
}
