/** Seeds that broke a rule once. They always run. */
export const KNOWN_SEEDS: readonly number[] = [
  94, 142, 446, 456, 532, 577, 607, 791, 1766, 2388, 4818, 5436, 5974, 6863, 6902, 7296, 7867, 8103, 8484,
  9152, 9336, 9838,
];
