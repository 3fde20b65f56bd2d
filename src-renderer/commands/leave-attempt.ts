import type { Message } from '../../src-shared/domain/message.ts';
import { expectReply } from './expect-reply.ts';

/** Asks no more on this device what to do about the latest attempt of `message`. Resolves when that is durable. */
export async function leaveAttempt({ conversation, number, attempt }: Message): Promise<void> {
  await expectReply({ call: 'leave_attempt', conversation, message: number, attempt });
}
