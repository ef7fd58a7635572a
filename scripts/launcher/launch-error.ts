/** A reason not to start that the user can mend: printed as one line, without a stack. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}
