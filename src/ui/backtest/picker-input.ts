/** Read by the page on the server too, so that both ask under the same key. */
export function pickerInput(search: string) {
  return { limit: 100, ...(search === "" ? {} : { search }) };
}
