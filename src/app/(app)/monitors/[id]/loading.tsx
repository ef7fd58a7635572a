import { MonitorScreenSkeleton } from "#ui/monitor-page/monitor-screen-skeleton.tsx";

export default function MonitorLoading() {
  return <MonitorScreenSkeleton />;
}
