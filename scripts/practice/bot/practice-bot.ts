import type { CommandAnswer } from '../../../src-shared/domain/command.ts';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { ConsoleSession, SessionEndedError } from '../console-session.ts';
import { nextMove } from './next-move.ts';

/** A bot at its work. Closing it leaves what it said. */
export type PracticeBot = { readonly close: () => void };

/**
 * Signs in to the relay as the bot whose access token is given, and from then on looks at each conversation in which a
 * customer writes, one after the other. What the relay declines because somebody was faster is left at that.
 */
export async function startPracticeBot(relayUrl: string, token: string): Promise<PracticeBot> {
  const session = await ConsoleSession.open(relayUrl, token);
  let busy: Promise<unknown> = Promise.resolve();
  session.follow(({ event }) => {
    if (event.type !== 'message.received') return;
    busy = busy.then(async () => attend(session, event.conversation)).catch(report);
  });
  return { close: () => session.close() };
}

async function attend(session: ConsoleSession, id: Conversation['id']): Promise<CommandAnswer | undefined> {
  const conversation = session.conversation(id);
  const move = conversation === undefined ? undefined : nextMove(conversation, session.messagesOf(id));
  if (conversation === undefined || move === undefined) return undefined;
  return move.kind === 'greet'
    ? session.command(conversation, { type: 'message.send', body: { text: move.text } })
    : session.command(conversation, { type: 'handoff.request', body: { note: move.note } });
}

/** The morning goes on without its bot. */
function report(error: unknown): void {
  if (error instanceof SessionEndedError) return;
  console.error('The practice bot could not do what it wanted:', error);
}
