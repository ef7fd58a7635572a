/** What an earlier step of a check has found. Without zod, for probes. */
export const VARIABLE_REFERENCE = /\{\{\s*vars\.([A-Za-z][A-Za-z0-9_]{0,63})\s*\}\}/g;
