import { IncidentScreenSkeleton } from "#ui/incidents/incident-screen-skeleton.tsx";

export default function IncidentLoading() {
  return <IncidentScreenSkeleton />;
}
