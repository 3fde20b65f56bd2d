import { expect, type Locator } from '@playwright/test';

/** Half screens down at most; a conversation that goes on after so many has no end. */
const MOST_STEPS = 1000;
const BEGINNING_WITHIN_MS = 60_000;

/**
 * Reads an open conversation as a person does who scrolls to its beginning and then down to its end: the texts of its
 * messages, in the order in which they stand. Throws where what comes into sight does not join what was in sight before,
 * as when a message is left out or shown twice.
 */
export async function readThread(thread: Locator): Promise<readonly string[]> {
  await scrollToBeginning(thread);
  let read: readonly string[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { texts, isAtEnd } = await thread.evaluate(stepDown);
    read = joined(read, texts);
    if (isAtEnd) return read;
  }
  throw new Error('the conversation has no end');
}

async function scrollToBeginning(thread: Locator): Promise<void> {
  const isThere = async () => {
    const isWhole = await thread.getByText('Beginning of the conversation').isVisible();
    const staysAtTop = await thread.evaluate(scrollToTop);
    return isWhole && staysAtTop;
  };
  await expect.poll(isThere, { timeout: BEGINNING_WITHIN_MS, intervals: [20] }).toBe(true);
}

/** Puts the texts in sight after those read further up; the two overlap. */
function joined(read: readonly string[], inSight: readonly string[]): readonly string[] {
  const [first] = inSight;
  if (read.length === 0 || first === undefined) return inSight;
  const from = read.indexOf(first);
  const shared = from === -1 ? [] : read.slice(from);
  if (shared.length === 0 || shared.some((text, place) => text !== inSight[place])) {
    throw new Error(`"${first}" does not join "${read.at(-1)}"`);
  }
  return [...read, ...inSight.slice(shared.length)];
}

/** Runs in the window. Older messages that come meanwhile push the place away from the top. */
async function scrollToTop(log: Element): Promise<boolean> {
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- nothing outside of this function is in the window
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  log.scrollTop = 0;
  await painted();
  return log.scrollTop === 0;
}

/** Runs in the window: the texts that are drawn, from above to below, then half a screen down, unless that is the end. */
async function stepDown(log: Element): Promise<{ texts: string[]; isAtEnd: boolean }> {
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- nothing outside of this function is in the window
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await painted();
  const texts = [...log.querySelectorAll('p[data-time]')]
    .map((words) => ({ text: words.textContent, top: words.getBoundingClientRect().top }))
    .toSorted((left, right) => left.top - right.top)
    .map(({ text }) => text);
  const isAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 1;
  log.scrollTop += log.clientHeight / 2;
  return { texts, isAtEnd };
}
