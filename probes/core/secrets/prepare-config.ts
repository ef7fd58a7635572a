import type { ProbeConfig } from "#contracts/probe-rpc.ts";
import { fillSecrets, SecretProblem } from "./fill-secrets.ts";

/** The configuration as it is run: with its secrets in place, or with the problem that keeps it from being run. */
export function prepareConfig(config: ProbeConfig): ProbeConfig {
  if (config.state === "off" || config.problem !== undefined || config.secrets === undefined) return config;
  try {
    return { ...config, check: fillSecrets(config.check, config.secrets) };
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    return { ...config, problem: error.message };
  }
}
