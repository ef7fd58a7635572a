import type { GetPromptResult, Prompt } from "@modelcontextprotocol/sdk/types.js";

export const MCP_PROMPTS: readonly Prompt[] = [
  {
    name: "triage_incident",
    title: "Triage an incident",
    description: "What happened, since when, who was told, and what to look at next.",
    arguments: [{ name: "id", description: "Of the incident.", required: true }],
  },
  {
    name: "review_alerts",
    title: "Review the alerts of the last days",
    description: "Which alerts were noise, and which rules would have kept them quiet.",
  },
];

const TEXTS: Record<string, (id: string) => string> = {
  triage_incident: (id) =>
    `Read the incident ${id} with get_incident, then explain_verdict and list_checks of its monitor. Say what happened and since when, which regions see it, who was told, and the three things to look at next. Change nothing without asking.`,
  review_alerts: () =>
    "List the resolved incidents with list_incidents. Find those that ended within minutes, and propose alert rules that would have kept them quiet. Prove it with backtest_policy over 14 days before you recommend anything.",
};

/** Null when there is none of that name. */
export function findPrompt(name: string, given: Record<string, string>): GetPromptResult | null {
  const text = Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
  if (!text) return null;
  const id = /^[0-9a-f-]{36}$/.test(given.id ?? "") ? (given.id ?? "") : "(ask which one)";
  return { messages: [{ role: "user", content: { type: "text", text: text(id) } }] };
}
