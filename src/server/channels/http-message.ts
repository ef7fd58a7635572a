import type { HttpMessage } from "./channel.ts";

export function jsonMessage(url: string, body: unknown, headers: Record<string, string> = {}): HttpMessage {
  return {
    kind: "http",
    method: "POST",
    url,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

export function formMessage(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): HttpMessage {
  return {
    kind: "http",
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8", ...headers },
    body: new URLSearchParams(fields).toString(),
  };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export function basic(user: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}
