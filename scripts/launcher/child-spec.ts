/** One process that the launcher keeps running. */
export interface ChildSpec {
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string>;
  cwd?: string;
  ids?: { uid: number; gid: number } | null;
  /**
   * How it learns that the launcher is gone, also after kill -9: `self` watches the end of stdin (our own programs),
   * `shell` leaves that to a shell beside it (programs of others).
   */
  parentWatch: "self" | "shell";
  stopSignal: NodeJS.Signals;
  stopTimeoutMs: number;
  /** For a stop that cannot wait; SIGKILL when it is not given. */
  killSignal?: NodeJS.Signals;
  /** Print every line of its output, not only the important ones. */
  isVerbose?: boolean;
}
