import type { HeartbeatTiming } from "#contracts/checks/heartbeat.ts";

export const SNIPPETS = [
  "crontab",
  "systemd",
  "github",
  "kubernetes",
  "node",
  "python",
  "powershell",
] as const;
export type SnippetKind = (typeof SNIPPETS)[number];

type Given = { url: string; timing: HeartbeatTiming };

const CURL = "curl -fsS -m 10 --retry 5 -o /dev/null";
const NIGHTLY = { expression: "0 3 * * *", zone: "UTC" };

/** What to paste around a job so that it tells its start and how it ended. The same in every language. */
export function snippetOf(kind: SnippetKind, { url, timing }: Given): string {
  const { expression, zone } = timing.type === "cron" ? timing : NIGHTLY;
  return WRITE[kind]({ url, expression, zone });
}

type Parts = { url: string; expression: string; zone: string };

const WRITE: Record<SnippetKind, (parts: Parts) => string> = {
  crontab: ({ url, expression }) =>
    `${expression} ${CURL} ${url}/start; /usr/local/bin/backup.sh; ${CURL} ${url}/$?`,

  systemd: ({ url }) => `# /etc/systemd/system/backup.service
[Unit]
OnSuccess=backup-ping@0.service
OnFailure=backup-ping@1.service

[Service]
Type=oneshot
ExecStartPre=-/usr/bin/${CURL} ${url}/start
ExecStart=/usr/local/bin/backup.sh

# /etc/systemd/system/backup-ping@.service
[Service]
Type=oneshot
ExecStart=/usr/bin/${CURL} ${url}/%i`,

  github: ({ url, expression }) => `# Repository secret HEARTBEAT_URL: ${url}
on:
  schedule:
    - cron: "${expression}"
jobs:
  backup:
    runs-on: ubuntu-latest
    env:
      HEARTBEAT_URL: \${{ secrets.HEARTBEAT_URL }}
    steps:
      - run: ${CURL} "$HEARTBEAT_URL/start"
      - run: ./backup.sh
      - if: always()
        run: ${CURL} "$HEARTBEAT_URL/\${{ job.status == 'success' && '0' || '1' }}"`,

  kubernetes: ({ url, expression, zone }) => `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "${expression}"
  timeZone: "${zone}"
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: registry.example.com/backup:latest
              command: ["/bin/sh", "-c"]
              args:
                - |
                  ${CURL} ${url}/start
                  /usr/local/bin/backup.sh
                  code=$?
                  ${CURL} ${url}/$code
                  exit $code`,

  node: ({ url }) => `import { request } from "node:https";

const tell = (path, text = "") =>
  new Promise((done) => {
    const call = request("${url}" + path, { method: "POST", timeout: 10_000 }, (answer) => {
      answer.resume().on("end", done);
    });
    call.on("error", done).on("timeout", () => call.destroy()).end(text);
  });

await tell("/start");
try {
  await backup();
  await tell("");
} catch (error) {
  await tell("/fail", String(error.stack));
  throw error;
}`,

  python: ({ url }) => `import traceback
import urllib.request

def tell(path="", text=""):
    try:
        urllib.request.urlopen("${url}" + path, data=text.encode(), timeout=10)
    except OSError as error:
        print("Uptick was not told:", error)

tell("/start")
try:
    backup()
except BaseException:
    tell("/fail", traceback.format_exc())
    raise
tell()`,

  powershell: ({ url }) => `$url = "${url}"
Invoke-RestMethod "$url/start" -Method Post -TimeoutSec 10 -MaximumRetryCount 5 -RetryIntervalSec 2
& C:\\Scripts\\backup.ps1
Invoke-RestMethod "$url/$LASTEXITCODE" -Method Post -TimeoutSec 10 -MaximumRetryCount 5 -RetryIntervalSec 2`,
};
