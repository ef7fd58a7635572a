import { expect, test } from "vitest";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { DraftRecord } from "./draft.ts";
import { readPaste } from "./smart-paste.ts";

test.each<[string, CheckKind, DraftRecord]>([
  ["https://example.com/a?b=c", "http", { url: "https://example.com/a?b=c" }],
  [" http://127.0.0.1:8080/ ", "http", { url: "http://127.0.0.1:8080/" }],
  ["wss://example.com/socket", "websocket", { url: "wss://example.com/socket" }],
  [
    "postgres://db.example.com:5433/shop",
    "database",
    { engine: "postgres", host: "db.example.com", port: "5433", database: "shop" },
  ],
  [
    "postgresql://db/shop?sslmode=require",
    "database",
    { engine: "postgres", host: "db", port: "5432", database: "shop" },
  ],
  ["mysql://db.example.com", "database", { engine: "mysql", host: "db.example.com", port: "3306" }],
  ["redis://cache", "database", { engine: "redis", host: "cache", port: "6379" }],
  [
    "rediss://cache:6380/0",
    "database",
    { engine: "redis", secure: true, host: "cache", port: "6380", database: "0" },
  ],
  [
    "mongodb://m1.example.com/db",
    "database",
    { engine: "mongodb", host: "m1.example.com", port: "27017", database: "db" },
  ],
  ["tcp://10.0.0.1:4711", "tcp", { host: "10.0.0.1", port: "4711" }],
  ["udp://game:27015", "udp", { host: "game", port: "27015" }],
  ["mqtt://broker", "mqtt", { secure: false, host: "broker", port: "1883" }],
  ["mqtts://broker/shop/state", "mqtt", { secure: true, host: "broker", port: "8883", topic: "shop/state" }],
  ["smtp://mail.example.com", "smtp", { host: "mail.example.com", port: "587" }],
  ["smtps://mail.example.com", "smtp", { security: "tls", host: "mail.example.com", port: "465" }],
  ["imaps://mail", "imap", { security: "tls", host: "mail", port: "993" }],
  ["ssh://[2001:db8::1]:2222", "ssh", { host: "2001:db8::1", port: "2222" }],
  ["ping://gateway", "ping", { host: "gateway" }],
  ["tls://example.com", "tls", { host: "example.com", port: "443" }],
  ["grpcs://api.example.com", "grpc", { secure: true, host: "api.example.com", port: "443" }],
  ["ntp://time.example.com", "ntp", { host: "time.example.com", port: "123" }],
  ["dns:example.com", "dns", { name: "example.com" }],
  ["dns://example.com", "dns", { name: "example.com" }],
  ["127.0.0.1:4711", "tcp", { host: "127.0.0.1", port: "4711" }],
  ["[::1]:4711", "tcp", { host: "::1", port: "4711" }],
  ["db.example.com:5432", "database", { engine: "postgres", host: "db.example.com", port: "5432" }],
  ["mail.example.com:465", "smtp", { security: "tls", host: "mail.example.com", port: "465" }],
  ["localhost:3000", "http", { url: "http://localhost:3000" }],
  ["example.com:443", "http", { url: "https://example.com" }],
])("%s is a check", (text, kind, fields) => {
  expect(readPaste(text)).toMatchObject({ kind, fields, hadCredentials: false });
});

test.each([
  ["postgres://admin:hunter2@db:5432/shop"],
  ["https://admin:hunter2@example.com/health"],
  ["redis://:hunter2@cache"],
  ["mqtt://admin:hunter2@broker/t"],
  ["amqp://admin:hunter2@mq"],
  ["mongodb://admin:hunt%40er2@db"],
])("of %s no credential is kept", (text) => {
  const pasted = readPaste(text);
  expect(JSON.stringify(pasted)).not.toMatch(/admin|hunter2|hunt/);
  if (pasted !== null) expect(pasted.hadCredentials).toBe(true);
});

test.each([
  "",
  "example.com",
  "hello world",
  "example.com:99999",
  "ftp://example.com",
  "a:b:c",
  "http://",
  "::1",
])("%j says nothing of a kind", (text) => {
  expect(readPaste(text)).toBeNull();
});
