import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { markOf, paintedMarks } from './paint-probe.ts';
import { poissonMoments } from './poisson.ts';
import { epochOfPerformanceZero } from './shared-clock.ts';
import { signedPost } from './signed-post.ts';
import type { RandomBytes } from '../../../src-shared/lib/random.ts';

const PATIENCE_MS = 10_000;
/** About the mean length of a customer's message. */
const REST = ' Good morning, could you tell me where my parcel is? It was to arrive yesterday. '.repeat(4);

export type Measured = {
  readonly webhookUrl: string;
  readonly page: Page;
  /** The body of a webhook that brings that text. */
  readonly bodyOf: (text: string) => Buffer;
  readonly appSecret: string;
};

export type Round = {
  /** Number of the first mark; every mark of a chain is used once. */
  readonly firstMark: number;
  readonly messages: number;
  readonly perSecond: number;
  readonly random: RandomBytes;
};

/** POST → painted of each message in milliseconds; undefined for one that was never painted. */
export async function runRound(chain: Measured, round: Round): Promise<readonly (number | undefined)[]> {
  const marks = Array.from({ length: round.messages }, (_none, index) => markOf(round.firstMark + index));
  const moments = poissonMoments(round.messages, round.perSecond, round.random);
  const epochOfZero = epochOfPerformanceZero();
  const beginning = performance.now();
  const posts: Promise<number>[] = [];
  for (const [index, mark] of marks.entries()) {
    const left = beginning + (moments[index] ?? 0) - performance.now();
    if (left > 0) await pause(left);
    posts.push(signedPost(chain.webhookUrl, chain.bodyOf(mark + REST), chain.appSecret));
  }
  const postedAt = await Promise.all(posts);
  const painted = await paintedMarks(chain.page, round.firstMark + round.messages, PATIENCE_MS);
  return marks.map((mark, index) => {
    const paintedAt = painted.get(mark);
    const started = postedAt[index];
    return paintedAt === undefined || started === undefined ? undefined : paintedAt - (epochOfZero + started);
  });
}
