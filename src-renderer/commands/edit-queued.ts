import type { CommandId } from '../../src-shared/domain/ids.ts';
import { expectReply } from './expect-reply.ts';

/**
 * Makes a draft again of a message that waits or was not taken: durable, at the end of what the draft holds. The field
 * that shows the draft is to be given the text by the caller. `too_late`: the relay may have it already.
 */
export async function editQueued(command: CommandId): Promise<'moved' | 'too_late'> {
  const reply = await expectReply({ call: 'edit_queued', command });
  return reply.outcome === 'too_late' ? 'too_late' : 'moved';
}
