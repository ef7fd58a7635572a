import { expect, test } from "vitest";
import { AGENT_WAYS, agentCommand } from "./agent-commands.ts";

const AGENT = { appUrl: "https://uptick.example.com", token: "upr_cellar-1_secret", code: "cellar-1" };

test.each(AGENT_WAYS)("%s names the app and gives the token once, by the environment", (way) => {
  const command = agentCommand(way, AGENT);
  expect(command).toContain(`${AGENT.appUrl}/api/agent/uptick-agent.`);
  expect(command.split(AGENT.token)).toHaveLength(2);
  expect(command).not.toContain("--token");
});

test("what runs for long comes back after a crash and may finish what it began", () => {
  expect(agentCommand("docker", AGENT)).toContain("--restart unless-stopped");
  expect(agentCommand("systemd", AGENT)).toContain("Restart=always");
  expect(agentCommand("kubernetes", AGENT)).toContain("terminationGracePeriodSeconds: 30");
  for (const way of ["docker", "kubernetes"] as const)
    expect(agentCommand(way, AGENT)).toContain("exec node");
});
