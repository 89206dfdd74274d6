/**
 * Waits, looking every millisecond, until something is so.
 *
 * @param over what makes waiting vain when it ends first, a run for example: then the wait ends, too
 */
export async function until(condition: () => boolean, over: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = () => void (ended = true);
  over.then(end, end);
  while (!ended && !condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}
