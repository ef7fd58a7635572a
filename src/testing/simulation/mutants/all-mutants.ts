import type { Mutant } from "../mutant.ts";
import { messageMutants } from "./message-mutants.ts";
import { slotMutants } from "./slot-mutants.ts";
import { streamMutants } from "./stream-mutants.ts";
import { verdictMutants } from "./verdict-mutants.ts";

export const allMutants: readonly Mutant[] = [
  ...streamMutants,
  ...slotMutants,
  ...verdictMutants,
  ...messageMutants,
];
