import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import type { PostgresLane } from '../log/lane.ts';
import { appendStatus } from './append-status.ts';
import type { NextStep } from './retry-policy.ts';
import { changeAttempt, findAttempt, type AttemptChange, type SendAttempt } from './send-attempts.ts';
import { wakeSender } from './send-jobs.ts';

/** Applies the statuses of a provider's message id that came before the id was known. */
export type ApplyParkedStatuses = (lane: PostgresLane, providerId: string) => Promise<void>;

export type Settlement = {
  readonly outcome: SendOutcome;
  readonly step: NextStep;
  readonly now: EpochMs;
  readonly applyParkedStatuses: ApplyParkedStatuses;
};

/** Writes down what came of a call. Doing it again changes nothing. */
export async function settleSend(lane: PostgresLane, called: SendAttempt, settlement: Settlement): Promise<void> {
  const attempt = await findAttempt(lane, called);
  if (attempt?.state !== 'calling') return;
  const { step, now, outcome } = settlement;
  const said = outcome.kind === 'accepted' ? {} : { detail: { said: outcome.detail } };
  switch (step.kind) {
    case 'sent':
      await changeAttempt(lane, attempt, { state: 'sent', updated_at: now });
      await settleSent(lane, attempt, { ...settlement, providerId: step.providerId });
      return;
    case 'try_again': {
      const due = epochMs(now + step.delayMs);
      await changeAttempt(lane, attempt, { state: 'waiting', due_at: due, updated_at: now, ...said });
      const target = { workspace: lane.workspaceId, conversation: attempt.conversation };
      await wakeSender(lane.tables, target, due);
      return;
    }
    case 'failed': {
      const { code: failureCode } = step;
      const failed = { state: 'failed', failure_code: failureCode, updated_at: now, ...said } as const;
      await changeAttempt(lane, attempt, failed);
      await appendStatus(lane, attempt, { status: 'failed', failureCode, at: now });
      return;
    }
    case 'unknown':
      await settleUnknown(lane, attempt, { updated_at: now, ...said });
  }
}

/**
 * For a call whose answer is lost: `unknown`, unless a status webhook has named the message meanwhile, which proves
 * that it was taken.
 */
export async function settleUnknown(lane: PostgresLane, attempt: SendAttempt, change: AttemptChange): Promise<void> {
  if (await isKnownToProvider(lane, attempt)) {
    await changeAttempt(lane, attempt, { ...change, state: 'sent' });
    return;
  }
  await changeAttempt(lane, attempt, { ...change, state: 'unknown' });
  await appendStatus(lane, attempt, { status: 'unknown', at: change.updated_at });
}

async function isKnownToProvider(lane: PostgresLane, attempt: SendAttempt): Promise<boolean> {
  const link = await lane.tables
    .selectFrom('provider_message')
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', attempt.command_id)
    .where('attempt', '=', attempt.attempt)
    .select('provider_id')
    .executeTakeFirst();
  return link !== undefined;
}

/** "Sent" is said only together with the provider's id (rule O5). */
async function settleSent(
  lane: PostgresLane,
  attempt: SendAttempt,
  { providerId, now, applyParkedStatuses }: Settlement & { readonly providerId: string },
): Promise<void> {
  await lane.tables
    .insertInto('provider_message')
    .values({
      workspace_id: lane.workspaceId,
      provider_id: providerId,
      conversation: attempt.conversation,
      message: attempt.message,
      command_id: attempt.command_id,
      attempt: attempt.attempt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await appendStatus(lane, attempt, { status: 'sent', providerId, at: now });
  await applyParkedStatuses(lane, providerId);
}
