/** Bytes on disk of one row with its indexes; storage-costs.int.test.ts measures them (goal P12: 130 for a tick). */
export const BYTES_STORED = { tick: 123, rollupHour: 398, rollupDay: 441 };
