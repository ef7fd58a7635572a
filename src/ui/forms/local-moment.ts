/** What a datetime-local field shows for a moment, by the clock of this browser. */
export function toLocalText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** NaN while the field is empty. */
export function fromLocalText(text: string): number {
  return text === "" ? Number.NaN : new Date(text).getTime();
}
