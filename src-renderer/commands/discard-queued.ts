import type { CommandId } from '../../src-shared/domain/ids.ts';
import { expectReply } from './expect-reply.ts';

/** Drops a command that waits or was not taken. `too_late`: the relay may have it already. */
export async function discardQueued(command: CommandId): Promise<'discarded' | 'too_late'> {
  const reply = await expectReply({ call: 'discard', command });
  return reply.outcome === 'too_late' ? 'too_late' : 'discarded';
}
