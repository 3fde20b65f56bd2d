import { expectReply } from './expect-reply.ts';

/** Takes `notice` out of the sync status: the agent has read it. */
export async function dismissNotice(): Promise<void> {
  await expectReply({ call: 'dismiss_notice' });
}
