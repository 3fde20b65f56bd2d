import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import type { SendAttemptState } from '../db/tables.ts';
import { refused, SendingWorld, timedOut } from '../testing/sending-world.ts';
import type { ClaimedCall } from './claim-send.ts';

/** What may become of an attempt: all that is left out must never be seen. */
const NEXT: Readonly<Record<SendAttemptState, readonly SendAttemptState[]>> = {
  waiting: ['calling', 'failed', 'closed'],
  calling: ['waiting', 'sent', 'failed', 'unknown'],
  unknown: ['sent', 'failed', 'closed'],
  closed: ['sent', 'failed'],
  sent: [],
  // The status can overtake the answer of the call: it was taken first, and failed later.
  failed: ['sent'],
};

const MINUTE_MS = 60_000;
const STATUSES = ['sent', 'delivered', 'failed'] as const;
const CODES = [131_056, 130_429, 134_101, 131_047, 131_026] as const;

type Step =
  | { readonly kind: 'queue' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'status'; readonly call: number; readonly status: (typeof STATUSES)[number] }
  | { readonly kind: 'claim'; readonly byDead: boolean }
  | { readonly kind: 'answer'; readonly call: number; readonly outcome: 'accepted' | 'timedOut' | number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('queue' as const, 'retry' as const) }),
  fc.record({ kind: fc.constant('status' as const), call: fc.nat(5), status: fc.constantFrom(...STATUSES) }),
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

/** Calls under way, those the provider has taken, and those whose status has overtaken the answer. */
type Calls = {
  readonly open: ClaimedCall[];
  readonly taken: ClaimedCall[];
  readonly overtaken: Set<ClaimedCall>;
};

/** Nothing leaves that a console shows as sent, or as doubtful. */
function expectNotTaken(messages: readonly Message[], { attempt }: ClaimedCall): void {
  expect(messages.find(({ number }) => number === attempt.message)?.status).toBe('accepted');
}

async function take(step: Step, id: ConversationId, calls: Calls): Promise<void> {
  const { open, taken, overtaken } = calls;
  switch (step.kind) {
    case 'queue':
      await world.queue(id);
      return;
    case 'retry': {
      const doubtful = (await world.messages(id)).find(({ status }) => status === 'unknown' || status === 'failed');
      if (doubtful !== undefined) await world.retry(id, doubtful.number);
      return;
    }
    case 'claim': {
      const before = await world.messages(id);
      const claim = await world.claim(id, step.byDead ? world.dead : world.alive);
      if (claim.kind !== 'call') return;
      expectNotTaken(before, claim.call);
      open.push(claim.call);
      return;
    }
    case 'answer': {
      const [call] = open.splice(step.call % Math.max(1, open.length), 1);
      if (call === undefined) return;
      const outcome = overtaken.has(call) && step.outcome !== 'accepted' ? 'timedOut' : step.outcome;
      await world.settle(call, outcomeOf(outcome));
      if (typeof outcome === 'string') taken.push(call);
      return;
    }
    case 'status': {
      const able = [...open, ...taken];
      const call = able[step.call % Math.max(1, able.length)];
      if (call === undefined) return;
      overtaken.add(call);
      await world.status({ commandId: call.attempt.command_id, attempt: call.attempt.attempt }, step.status);
    }
  }
}

/** One call at a time, none after one that may have had effect, and "sent" only with the provider's id. */
async function expectLawful(id: ConversationId): Promise<void> {
  const attempts = await world.attempts(id);
  expect(attempts.filter(({ state }) => state === 'calling').length).toBeLessThanOrEqual(1);
  const [calls, links] = [await world.calls(), await world.links()];
  for (const { command_id: command, attempt, state, tries } of attempts) {
    const isOwn = (one: { command_id: string | null; attempt: number }) =>
      one.command_id === command && one.attempt === attempt;
    const own = calls.filter(isOwn);
    expect(own).toHaveLength(tries);
    const before = own.slice(0, -1);
    expect(before.filter(({ outcome }) => outcome === 'ambiguous' || outcome === 'lost')).toEqual([]);
    const isLinked = links.some(isOwn);
    expect(isLinked || state !== 'sent').toBe(true);
    expect(isLinked && (state === 'waiting' || state === 'unknown')).toBe(false);
  }
}

test('O4 O5 O6 G9 whatever nodes, agents and the provider do, an attempt takes no forbidden step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 16 }), async (trace) => {
      const id = await world.waitingAnswer();
      const calls: Calls = { open: [], taken: [], overtaken: new Set() };
      let before = await world.attempts(id);
      for (const step of trace) {
        world.pass(MINUTE_MS / 4);
        await take(step, id, calls);
        const after = await world.attempts(id);
        for (const { command_id: command, attempt, state } of before) {
          const next = after.find((one) => one.command_id === command && one.attempt === attempt);
          expect([state, ...NEXT[state]]).toContain(must(next, 'attempt').state);
        }
        await expectLawful(id);
        before = after;
      }
    }),
    { numRuns: 15 },
  );
});
