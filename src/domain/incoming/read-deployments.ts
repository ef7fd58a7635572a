import type { DeployState } from "#contracts/incoming-hook.ts";
import type { IncomingFact } from "./incoming-fact.ts";
import { type Fields, fieldsOf, lineOf, linkOf, momentOf } from "./read-fields.ts";

function stateOf(status: unknown): DeployState | null {
  switch (status) {
    case "success":
    case "succeeded":
    case "READY":
      return "succeeded";
    case "failure":
    case "failed":
    case "error":
    case "timed_out":
      return "failed";
    case "in_progress":
    case "running":
    case "requested":
    case "created":
      return "started";
    default:
      return null;
  }
}

function nothing(message: string): IncomingFact {
  return { kind: "nothing", message };
}

type FromGithub = { root: Fields; repository: string; nowMs: number };

const GITHUB_EVENTS: Record<string, (from: FromGithub) => IncomingFact> = {
  ping: () => nothing("GitHub asked whether the address answers."),
  deployment_status: readDeploymentStatus,
  workflow_run: readWorkflowRun,
  release: readRelease,
};

/** `deployment_status`, `workflow_run` and `release`; the header X-GitHub-Event says which. */
export function readGithub(event: string, { body, nowMs }: { body: unknown; nowMs: number }): IncomingFact {
  const root = fieldsOf(body);
  const read = Object.hasOwn(GITHUB_EVENTS, event) ? GITHUB_EVENTS[event] : undefined;
  if (read) return read({ root, repository: lineOf(fieldsOf(root.repository).full_name, 120), nowMs });
  const name = lineOf(event, 60);
  return nothing(
    `The event ${name} means nothing here: choose deployment statuses, workflow runs or releases.`,
  );
}

function readDeploymentStatus({ root, repository, nowMs }: FromGithub): IncomingFact {
  const status = fieldsOf(root.deployment_status);
  const deployment = fieldsOf(root.deployment);
  const state = stateOf(status.state);
  if (state === null) return nothing(`A deployment that is ${lineOf(status.state, 40)}.`);
  return {
    kind: "deploy",
    externalId: `deployment/${repository}/${lineOf(deployment.id, 40)}`,
    name: repository,
    version: lineOf(deployment.sha, 12) || lineOf(deployment.ref, 120),
    environment: lineOf(deployment.environment, 60),
    url: linkOf(status.log_url) || linkOf(status.target_url),
    state,
    at: momentOf(status.updated_at ?? status.created_at, nowMs),
  };
}

function readWorkflowRun({ root, repository, nowMs }: FromGithub): IncomingFact {
  const run = fieldsOf(root.workflow_run);
  const said = root.action === "completed" ? run.conclusion : root.action;
  const state = stateOf(said);
  if (state === null) return nothing(`A workflow run that was ${lineOf(said, 40)}.`);
  return {
    kind: "deploy",
    externalId: `run/${repository}/${lineOf(run.id, 40)}/${lineOf(run.run_attempt, 10)}`,
    name: [repository, lineOf(run.name, 80)]
      .filter((word) => word !== "")
      .join(" · ")
      .slice(0, 120),
    version: lineOf(run.head_sha, 12),
    environment: lineOf(run.head_branch, 60),
    url: linkOf(run.html_url),
    state,
    at: momentOf(state === "started" ? (run.run_started_at ?? run.created_at) : run.updated_at, nowMs),
  };
}

function readRelease({ root, repository, nowMs }: FromGithub): IncomingFact {
  const release = fieldsOf(root.release);
  if (root.action !== "published") return nothing(`A release that was ${lineOf(root.action, 40)}.`);
  return {
    kind: "deploy",
    externalId: `release/${repository}/${lineOf(release.id, 40)}`,
    name: repository,
    version: lineOf(release.tag_name, 120),
    environment: "",
    url: linkOf(release.html_url),
    state: "succeeded",
    at: momentOf(release.published_at, nowMs),
  };
}

/** `deployment` and `pipeline` events. */
export function readGitlab(body: unknown, nowMs: number): IncomingFact {
  const root = fieldsOf(body);
  const project = lineOf(fieldsOf(root.project).path_with_namespace ?? fieldsOf(root.project).name, 120);
  if (root.object_kind === "deployment") {
    const state = stateOf(root.status);
    if (state === null) return nothing(`A deployment that is ${lineOf(root.status, 40)}.`);
    return {
      kind: "deploy",
      externalId: `deployment/${project}/${lineOf(root.deployment_id, 40)}`,
      name: project,
      version: lineOf(root.short_sha, 120) || lineOf(root.ref, 120),
      environment: lineOf(root.environment, 60),
      url: linkOf(root.deployable_url),
      state,
      at: momentOf(root.status_changed_at, nowMs),
    };
  }
  if (root.object_kind !== "pipeline")
    return nothing(`The event ${lineOf(root.object_kind, 60)} means nothing here.`);
  const pipeline = fieldsOf(root.object_attributes);
  const state = stateOf(pipeline.status);
  if (state === null) return nothing(`A pipeline that is ${lineOf(pipeline.status, 40)}.`);
  return {
    kind: "deploy",
    externalId: `pipeline/${project}/${lineOf(pipeline.id, 40)}`,
    name: project,
    version: lineOf(pipeline.sha, 12),
    environment: lineOf(pipeline.ref, 60),
    url: linkOf(pipeline.url),
    state,
    at: momentOf(state === "started" ? pipeline.created_at : pipeline.finished_at, nowMs),
  };
}

const VERCEL_STATES: Record<string, DeployState> = {
  "deployment.created": "started",
  "deployment.succeeded": "succeeded",
  "deployment.ready": "succeeded",
  "deployment.promoted": "succeeded",
  "deployment.error": "failed",
  "deployment.canceled": "failed",
};

/** Webhooks of an account or an integration: `deployment.*`. */
export function readVercel(body: unknown, nowMs: number): IncomingFact {
  const root = fieldsOf(body);
  const type = lineOf(root.type, 60);
  const payload = fieldsOf(root.payload);
  const deployment = fieldsOf(payload.deployment);
  const state = Object.hasOwn(VERCEL_STATES, type) ? VERCEL_STATES[type] : undefined;
  if (state === undefined) return nothing(`The event ${type} means nothing here.`);
  const meta = fieldsOf(deployment.meta);
  const sha = lineOf(meta.githubCommitSha ?? meta.gitlabCommitSha ?? meta.bitbucketCommitSha, 12);
  return {
    kind: "deploy",
    externalId: `vercel/${lineOf(deployment.id, 80)}`,
    name: lineOf(deployment.name ?? payload.name, 120) || "Vercel",
    version: sha,
    environment: lineOf(payload.target, 60) || "preview",
    url: linkOf(fieldsOf(payload.links).deployment) || linkOf(`https://${lineOf(deployment.url, 300)}`),
    state,
    at: momentOf(root.createdAt, nowMs),
  };
}
