/** One UTC day. Down time inside maintenance is in neither `downMs` nor `upMs`. */
export type UptimeDay = {
  /** Epoch ms of its start. */
  at: number;
  upMs: number;
  downMs: number;
  unknownMs: number;
  maintenanceMs: number;
  /** Known slots / expected slots, 0…1; null when none was due or counted yet. */
  coverage: number | null;
  incidents: { id: string; cause: string }[];
};

export const PERIOD_DAYS = [1, 7, 30, 90, 365] as const;

/** The last `days` days up to now, or since the monitor was made if that is shorter. */
export type UptimePeriod = {
  days: (typeof PERIOD_DAYS)[number];
  fromMs: number;
  /** Up time / known time without maintenance; null when nothing is known. Never rounded. */
  ratio: number | null;
  /** With what happened during maintenance. */
  rawRatio: number | null;
  downMs: number;
  rawDownMs: number;
  maintenanceMs: number;
  unknownMs: number;
  coverage: number | null;
};

export type UptimeHistory = {
  /** 90, oldest first; the last is today. */
  days: UptimeDay[];
  periods: UptimePeriod[];
};
