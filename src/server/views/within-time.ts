/** The answer, or null when the work fails or takes longer: for pages that report whether something answers. */
export async function withinTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  const answer = await Promise.race([work.catch(() => null), late]);
  clearTimeout(timer);
  return answer;
}
