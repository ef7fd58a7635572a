import {
  Activity,
  AppWindow,
  ArrowLeftRight,
  Binary,
  CalendarClock,
  CircleHelp,
  Clock,
  Container,
  Database,
  Globe,
  HeartPulse,
  Inbox,
  ListChecks,
  type LucideIcon,
  MailOpen,
  Plug,
  RadioTower,
  Send,
  Server,
  ShieldCheck,
  Signpost,
  SquareTerminal,
  Waypoints,
} from "lucide-react";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import { isCheckKind } from "./kind-groups.ts";

const ICONS: Record<CheckKind, LucideIcon> = {
  http: Globe,
  multistep: ListChecks,
  browser: AppWindow,
  websocket: ArrowLeftRight,
  grpc: Binary,
  tcp: Plug,
  ping: Activity,
  dns: Signpost,
  tls: ShieldCheck,
  domain: CalendarClock,
  udp: Waypoints,
  database: Database,
  smtp: Send,
  imap: Inbox,
  pop3: MailOpen,
  ssh: SquareTerminal,
  mqtt: RadioTower,
  ntp: Clock,
  heartbeat: HeartPulse,
  host: Server,
  docker: Container,
};

type KindIconProps = {
  /** As it is stored; one that this version does not know has a sign, too. */ kind: string;
  className?: string;
};

/** Beside a word that says the same. */
export function KindIcon({ kind, className }: KindIconProps) {
  const Icon = isCheckKind(kind) ? ICONS[kind] : CircleHelp;
  return <Icon aria-hidden className={className} />;
}
