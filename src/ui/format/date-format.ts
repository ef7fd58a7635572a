const known = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = known.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, options);
    known.set(key, format);
  }
  return format;
}
