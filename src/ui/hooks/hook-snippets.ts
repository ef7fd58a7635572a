import type { IncomingKind } from "#contracts/incoming-hook.ts";

/** `name` is of the message that stands above the snippet. */
export type Snippet = { name: "address" | "curl" | "githubAction" | "resolve" | "receiver"; text: string };

/** What to paste where the calls come from. */
export function snippetsOf(kind: IncomingKind, url: string): Snippet[] {
  const address: Snippet = { name: "address", text: url };
  switch (kind) {
    case "deploy":
      return [
        { name: "curl", text: curl(url, '{"name":"shop","version":"1.4.0","environment":"production"}') },
        {
          name: "githubAction",
          text: `- name: Mark the deploy in Uptick
  run: |
    curl -fsS "$UPTICK_HOOK" -H 'content-type: application/json' \\
      -d '{"id":"\${{ github.run_id }}","name":"\${{ github.repository }}","version":"\${{ github.sha }}"}'
  env:
    UPTICK_HOOK: \${{ secrets.UPTICK_HOOK }}`,
        },
      ];
    case "incident":
      return [
        {
          name: "curl",
          text: curl(url, '{"action":"open","key":"disk-db-1","title":"The disk of db-1 is full"}'),
        },
        { name: "resolve", text: curl(url, '{"action":"resolve","key":"disk-db-1"}') },
      ];
    case "alertmanager":
      return [
        {
          name: "receiver",
          text: `receivers:
  - name: uptick
    webhook_configs:
      - url: ${url}
        send_resolved: true`,
        },
      ];
    default:
      return [address];
  }
}

function curl(url: string, body: string): string {
  return `curl -fsS "${url}" \\
  -H 'content-type: application/json' \\
  -d '${body}'`;
}
