import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { isServiceWindowOpen } from '../../src-shared/domain/service-window.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import { changeAttempt, openAttempts, type SendAttempt } from './send-attempts.ts';
import { appendStatus } from './append-status.ts';
import { wakeSender } from './send-jobs.ts';
import { settleUnknown } from './settle-send.ts';

/** The next call to make, or that there is none now. */
export type Claim =
  | { readonly kind: 'call'; readonly attempt: SendAttempt; readonly message: ClaimedMessage }
  | { readonly kind: 'nothing' };

export type ClaimedMessage = { readonly from: string; readonly to: string; readonly text: string };

export type ClaimContext = {
  readonly conversation: SendAttempt['conversation'];
  readonly now: EpochMs;
  readonly onCallLost: () => void;
};

/** Meta's code for free text more than 24 hours after the customer's last message. */
const WINDOW_CLOSED = 131_047;
/** Meta's code for a message that can't be delivered, the reason hidden. */
const UNDELIVERABLE = 131_026;

/**
 * Takes the first message of the conversation that is due, and records the call before it is made. The caller is the
 * only one who calls for this conversation, so that an attempt that is found `calling` lost its caller: whether it took
 * effect is `unknown`, and it is never sent again by itself (rule O4). The service window is looked at once more at
 * this moment (rule O2).
 */
export async function claimSend(lane: PostgresLane, context: ClaimContext): Promise<Claim> {
  const { conversation: id, now, onCallLost } = context;
  for (const attempt of await openAttempts(lane, id)) {
    if (attempt.state === 'calling') {
      onCallLost();
      await settleUnknown(lane, attempt, { updated_at: now });
      continue;
    }
    if (attempt.due_at > now) {
      await wakeSender(lane.tables, { workspace: lane.workspaceId, conversation: id }, attempt.due_at);
      return { kind: 'nothing' };
    }
    const message = await messageToSend(lane, attempt, now);
    if (message.kind === 'message') {
      const tries = attempt.tries + 1;
      await changeAttempt(lane, attempt, { state: 'calling', tries, updated_at: now });
      return { kind: 'call', attempt: { ...attempt, state: 'calling', tries }, message };
    }
    const failureCode = message.code;
    await changeAttempt(lane, attempt, { state: 'failed', failure_code: failureCode, updated_at: now });
    await appendStatus(lane, attempt, { status: 'failed', failureCode, at: now });
  }
  return { kind: 'nothing' };
}

type MessageToSend =
  | (ClaimedMessage & { readonly kind: 'message' })
  | { readonly kind: 'unsendable'; readonly code: number };

async function messageToSend(lane: PostgresLane, attempt: SendAttempt, now: EpochMs): Promise<MessageToSend> {
  const found = await lane.findConversation(attempt.conversation);
  const conversation = must(found, 'conversation of an attempt');
  if (!isServiceWindowOpen(conversation.lastInboundAt, now)) {
    return { kind: 'unsendable', code: WINDOW_CLOSED };
  }
  const text = (await lane.findMessage(attempt.conversation, attempt.message))?.text ?? null;
  const to = await phoneOf(lane, conversation);
  if (text === null || to === null) return { kind: 'unsendable', code: UNDELIVERABLE };
  return { kind: 'message', from: await numberOf(lane, conversation), to, text };
}

/** The customer's number of today: it may have come, changed or gone since the conversation started. */
async function phoneOf(lane: PostgresLane, { id, inbox }: Conversation): Promise<string | null> {
  const contact = await lane.tables
    .selectFrom('contact_conversation as l')
    .innerJoin('contact as c', (join) =>
      join.onRef('c.workspace_id', '=', 'l.workspace_id').onRef('c.contact', '=', 'l.contact'),
    )
    .where('l.workspace_id', '=', lane.workspaceId)
    .where('l.inbox', '=', inbox)
    .where('l.conversation', '=', id)
    .select('c.phone')
    .executeTakeFirst();
  return contact?.phone ?? null;
}

async function numberOf(lane: PostgresLane, conversation: Conversation): Promise<string> {
  const inbox = await lane.tables
    .selectFrom('inbox')
    .where('workspace_id', '=', lane.workspaceId)
    .where('inbox', '=', conversation.inbox)
    .select('provider_number_id')
    .executeTakeFirst();
  return must(inbox, `inbox ${conversation.inbox}`).provider_number_id;
}
