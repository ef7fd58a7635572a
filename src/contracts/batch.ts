/** Calls in one request; a browser's own further ones travel in another. */
export const MAX_CALLS_PER_BATCH = 10;
