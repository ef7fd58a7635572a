import type { Check } from "#contracts/check.ts";
import type { HttpAuth } from "#contracts/checks/http.ts";

/** One place that a probe connects to for a check. */
export type CheckTarget = {
  host: string;
  port: number;
  /** Speaks HTTP. */
  isWeb: boolean;
  /** Where the check names it, by dotted path. */
  field: string;
};

const PORTS: Record<string, number> = { "http:": 80, "ws:": 80, "https:": 443, "wss:": 443 };

/** Every place that the check names. What a resolver, a registry or a redirect names is known only while it runs. */
export function listTargets(check: Check): CheckTarget[] {
  switch (check.kind) {
    case "http":
      return [ofUrl(check.url, "check.url"), ...ofConnection(check)];
    case "websocket":
      return [ofUrl(check.url, "check.url")];
    case "multistep":
      return [
        ...check.steps.map(({ url }, index) => ofUrl(url, `check.steps.${index}.url`)),
        ...ofConnection(check),
      ];
    case "browser":
      return check.flow.type === "script"
        ? []
        : check.flow.steps.flatMap((step, index) =>
            step.type === "open" ? [ofUrl(step.url, `check.flow.steps.${index}.url`)] : [],
          );
    case "dns":
      return ofResolver(check.resolver);
    case "ping":
      return [{ host: check.host, port: 0, isWeb: false, field: "check.host" }];
    case "domain":
    case "docker":
    case "host":
    case "heartbeat":
      return [];
    default:
      return [{ host: check.host, port: check.port, isWeb: false, field: "check.host" }];
  }
}

function ofConnection({ auth, proxy }: { auth: HttpAuth; proxy: { url: string } | null }): CheckTarget[] {
  return [
    ...(auth.type === "oauth2" ? [ofUrl(auth.tokenUrl, "check.auth.tokenUrl")] : []),
    ...(proxy === null ? [] : [ofUrl(proxy.url, "check.proxy.url")]),
  ];
}

function ofResolver(resolver: Extract<Check, { kind: "dns" }>["resolver"]): CheckTarget[] {
  if (resolver.type === "doh") return [ofUrl(resolver.url, "check.resolver.url")];
  if (resolver.type === "system") return [];
  return [{ host: resolver.host, port: resolver.port, isWeb: false, field: "check.resolver.host" }];
}

function ofUrl(text: string, field: string): CheckTarget {
  const url = new URL(text);
  const port = url.port === "" ? (PORTS[url.protocol] ?? 0) : Number(url.port);
  return { host: url.hostname, port, isWeb: true, field };
}
