export const AGENT_WAYS = ["npx", "curl", "docker", "kubernetes", "systemd"] as const;
export type AgentWay = (typeof AGENT_WAYS)[number];

type Agent = { appUrl: string; token: string; code: string };

const IMAGE = "node:24-alpine";

/**
 * What to paste to start an agent. Each way fetches it from this Uptick, so that it fits, and keeps the token out of the
 * list of processes.
 */
export function agentCommand(way: AgentWay, agent: Agent): string {
  return COMMANDS[way](agent);
}

const COMMANDS: Record<AgentWay, (agent: Agent) => string> = {
  npx: ({ appUrl, token }) =>
    `UPTICK_APP_URL=${appUrl} \\\nUPTICK_AGENT_TOKEN=${token} \\\nnpx --yes ${appUrl}/api/agent/uptick-agent.tgz`,

  curl: ({ appUrl, token }) =>
    `curl -fsS ${appUrl}/api/agent/uptick-agent.mjs | \\\nUPTICK_APP_URL=${appUrl} \\\nUPTICK_AGENT_TOKEN=${token} \\\nnode --input-type=module -`,

  docker: ({ appUrl, token, code }) => `docker run -d --name uptick-${code} --restart unless-stopped \\
  -e UPTICK_APP_URL=${appUrl} \\
  -e UPTICK_AGENT_TOKEN=${token} \\
  --user node --init ${IMAGE} \\
  sh -c "${fetchAndRun(appUrl)}"`,

  kubernetes: ({ appUrl, token, code }) => `kubectl create secret generic uptick-${code} \\
  --from-literal=token=${token}
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: { name: uptick-${code} }
spec:
  replicas: 2
  selector: { matchLabels: { app: uptick-${code} } }
  template:
    metadata: { labels: { app: uptick-${code} } }
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: agent
          image: ${IMAGE}
          command: ["sh", "-c", "${fetchAndRun(appUrl)}"]
          env:
            - { name: UPTICK_APP_URL, value: "${appUrl}" }
            - name: UPTICK_AGENT_TOKEN
              valueFrom: { secretKeyRef: { name: uptick-${code}, key: token } }
          resources:
            requests: { cpu: 50m, memory: 128Mi }
            limits: { memory: 512Mi }
          securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false }
EOF`,

  systemd: ({ appUrl, token, code }) => `sudo install -d -m 700 /etc/uptick
sudo sh -c 'umask 077; cat > /etc/uptick/${code}.env' <<'EOF'
UPTICK_APP_URL=${appUrl}
UPTICK_AGENT_TOKEN=${token}
EOF
sudo tee /etc/systemd/system/uptick-${code}.service >/dev/null <<'EOF'
[Unit]
Description=Uptick agent ${code}
Wants=network-online.target
After=network-online.target
[Service]
EnvironmentFile=/etc/uptick/${code}.env
DynamicUser=yes
StateDirectory=uptick-${code}
ExecStartPre=/usr/bin/curl -fsS -o /var/lib/uptick-${code}/agent.mjs ${appUrl}/api/agent/uptick-agent.mjs
ExecStart=/usr/bin/env node /var/lib/uptick-${code}/agent.mjs
Restart=always
RestartSec=10
[Install]
WantedBy=multi-user.target
EOF
sudo systemctl enable --now uptick-${code}`,
};

function fetchAndRun(appUrl: string): string {
  return `wget -qO /tmp/agent.mjs ${appUrl}/api/agent/uptick-agent.mjs && exec node /tmp/agent.mjs`;
}
