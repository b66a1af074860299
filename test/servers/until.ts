import { setTimeout as delay } from 'node:timers/promises';

/** Awaits a condition, looking again and again; after the limit it throws. Answers what the condition did. */
export async function until<T>(
  condition: () => T | Promise<T>,
  limitMilliseconds = 60_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + limitMilliseconds;
  for (;;) {
    const answer = await condition();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${limitMilliseconds} ms: ${condition}`);
    await delay(10);
  }
}
