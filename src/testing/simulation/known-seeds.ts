/** Seeds that broke a rule once. They always run. */
export const KNOWN_SEEDS: readonly number[] = [94, 142, 532, 577, 607, 791, 2388, 5436];
