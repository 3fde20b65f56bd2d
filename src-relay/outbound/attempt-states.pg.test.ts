import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import type { SendAttemptState } from '../db/tables.ts';
import { refused, SendingWorld, timedOut } from '../testing/sending-world.ts';
import type { ClaimedCall } from './claim-send.ts';

/** What may become of an attempt: all that is left out must never be seen. */
const NEXT: Readonly<Record<SendAttemptState, readonly SendAttemptState[]>> = {
  waiting: ['calling', 'failed'],
  calling: ['waiting', 'sent', 'failed', 'unknown'],
  unknown: ['sent', 'failed'],
  sent: [],
  failed: [],
};

const MINUTE_MS = 60_000;
const CODES = [131_056, 130_429, 134_101, 131_047, 131_026] as const;

type Step =
  | { readonly kind: 'queue' }
  | { readonly kind: 'claim'; readonly byDead: boolean }
  | { readonly kind: 'answer'; readonly call: number; readonly outcome: 'accepted' | 'timedOut' | number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('queue' as const) }),
  fc.record({ kind: fc.constant('claim' as const), byDead: fc.boolean() }),
  fc.record({
    kind: fc.constant('answer' as const),
    call: fc.nat(5),
    outcome: fc.oneof(fc.constantFrom('accepted' as const, 'timedOut' as const), fc.constantFrom(...CODES)),
  }),
);

let postgres: TestPostgres;
let world: SendingWorld;

beforeAll(async () => {
  postgres = await startTestPostgres();
  world = await SendingWorld.open(await postgres.createDatabase());
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

function outcomeOf(outcome: 'accepted' | 'timedOut' | number): SendOutcome {
  if (outcome === 'accepted') return world.accepted();
  return outcome === 'timedOut' ? timedOut : refused(outcome);
}

async function take(step: Step, id: ConversationId, calls: ClaimedCall[]): Promise<void> {
  if (step.kind === 'queue') await world.queue(id);
  if (step.kind === 'claim') {
    const claim = await world.claim(id, step.byDead ? world.dead : world.alive);
    if (claim.kind === 'call') calls.push(claim.call);
  }
  if (step.kind === 'answer') {
    const [call] = calls.splice(step.call % Math.max(1, calls.length), 1);
    if (call !== undefined) await world.settle(call, outcomeOf(step.outcome));
  }
}

/** One call at a time, none after one that may have had effect, and "sent" only with the provider's id. */
async function expectLawful(id: ConversationId): Promise<void> {
  const attempts = await world.attempts(id);
  expect(attempts.filter(({ state }) => state === 'calling').length).toBeLessThanOrEqual(1);
  const [calls, links] = [await world.calls(), await world.links()];
  for (const { command_id: command, state, tries } of attempts) {
    const own = calls.filter((call) => call.command_id === command);
    expect(own).toHaveLength(tries);
    const before = own.slice(0, -1);
    expect(before.filter(({ outcome }) => outcome === 'ambiguous' || outcome === 'lost')).toEqual([]);
    const isLinked = links.some((link) => link.command_id === command);
    expect(isLinked).toBe(state === 'sent');
  }
}

test('O4 O5 G9 whatever nodes and the provider do, an attempt takes no forbidden step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 16 }), async (trace) => {
      const id = await world.waitingAnswer();
      const calls: ClaimedCall[] = [];
      let before = await world.attempts(id);
      for (const step of trace) {
        world.pass(MINUTE_MS / 4);
        await take(step, id, calls);
        const after = await world.attempts(id);
        for (const [index, { state }] of before.entries()) {
          const next = must(after[index], 'attempt').state;
          expect([state, ...NEXT[state]]).toContain(next);
        }
        await expectLawful(id);
        before = after;
      }
    }),
    { numRuns: 25 },
  );
});
