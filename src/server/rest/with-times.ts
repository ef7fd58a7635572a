/** The same row, with moments as ISO 8601 where they were epoch ms. */
export type WithTimes<Row, Name extends keyof Row> = {
  [Key in keyof Row]: Key extends Name ? (null extends Row[Key] ? string | null : string) : Row[Key];
};

export function withTimes<Row extends object, Name extends keyof Row & string>(
  row: Row,
  names: readonly Name[],
): WithTimes<Row, Name> {
  const moments = names.map((name) => [name, isoOf(row[name] as number | null)]);
  return { ...row, ...Object.fromEntries(moments) } as WithTimes<Row, Name>;
}

export function isoOf(ms: number): string;
export function isoOf(ms: number | null): string | null;
export function isoOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
