/** What a registry says of a domain. `expiresAt` is epoch ms; statuses are as the registry writes them. */
export type Registration =
  | { state: "registered"; expiresAt: number | null; registrar: string | null; statuses: string[] }
  | { state: "free" };
