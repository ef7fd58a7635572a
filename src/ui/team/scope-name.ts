import type { ApiScope } from "#contracts/api-key.ts";

const NAMES = {
  read: "read",
  "monitors:write": "monitors",
  "incidents:write": "incidents",
  "maintenance:write": "maintenance",
  "channels:write": "channels",
  "status_pages:write": "statusPages",
} as const satisfies Record<ApiScope, string>;

/** Keys of messages have no colons. */
export function scopeName(scope: ApiScope) {
  return NAMES[scope];
}
