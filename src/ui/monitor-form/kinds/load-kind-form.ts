import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { KindForm } from "./kind-form.ts";

const LOADERS: Record<CheckKind, () => Promise<KindForm>> = {
  http: async () => (await import("./http.tsx")).httpForm,
  tcp: async () => (await import("./tcp.tsx")).tcpForm,
  tls: async () => (await import("./tls.tsx")).tlsForm,
  dns: async () => (await import("./dns.tsx")).dnsForm,
  domain: async () => (await import("./domain.tsx")).domainForm,
  ping: async () => (await import("./ping.tsx")).pingForm,
  websocket: async () => (await import("./websocket.tsx")).websocketForm,
  grpc: async () => (await import("./grpc.tsx")).grpcForm,
  smtp: async () => (await import("./mail.tsx")).smtpForm,
  imap: async () => (await import("./mail.tsx")).imapForm,
  pop3: async () => (await import("./mail.tsx")).pop3Form,
  ssh: async () => (await import("./ssh.tsx")).sshForm,
  udp: async () => (await import("./udp.tsx")).udpForm,
  database: async () => (await import("./database.tsx")).databaseForm,
  mqtt: async () => (await import("./mqtt.tsx")).mqttForm,
  ntp: async () => (await import("./ntp.tsx")).ntpForm,
  docker: async () => (await import("./docker.tsx")).dockerForm,
  host: async () => (await import("./host.tsx")).hostForm,
  heartbeat: async () => (await import("./heartbeat.tsx")).heartbeatForm,
  multistep: async () => (await import("./multistep.tsx")).multistepForm,
  browser: async () => (await import("./browser.tsx")).browserForm,
};

const loaded = new Map<CheckKind, Promise<KindForm>>();

/** The same promise each time, so that a component can wait for it; one that has failed is tried again. */
export function loadKindForm(kind: CheckKind): Promise<KindForm> {
  const before = loaded.get(kind);
  if (before !== undefined) return before;
  const form = LOADERS[kind]();
  loaded.set(kind, form);
  form.catch(() => loaded.delete(kind));
  return form;
}
