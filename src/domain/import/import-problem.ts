/** A file that cannot be read as what it was said to be. The message is for whoever chose it. */
export class ImportProblem extends Error {
  override readonly name = "ImportProblem";
}
