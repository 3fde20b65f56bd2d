import { z } from 'zod';

import { commandSchema, type Command, type CommandAnswer } from '../../src-shared/domain/command.ts';
import { commandIdSchema, type CommandId } from '../../src-shared/domain/ids.ts';
import type { Session } from '../../src-shared/domain/session.ts';

/** A command as a console sent it: fit to be decided, answered at once, or not even answerable. */
export type ReadCommand =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'answer'; readonly answer: CommandAnswer }
  | { readonly kind: 'nameless' };

type RefusalCode = Extract<CommandAnswer, { outcome: 'refused' }>['code'];

const namedSchema = z.looseObject({ id: commandIdSchema });

/** Parses and authorises. An auditor looks on and changes nothing. */
export function readCommand(session: Session, raw: unknown): ReadCommand {
  const parsed = commandSchema.safeParse(raw);
  if (!parsed.success) {
    const named = namedSchema.safeParse(raw);
    return named.success ? answered(refuse(named.data.id, 'malformed')) : { kind: 'nameless' };
  }
  const command = parsed.data;
  if (command.workspaceId !== session.workspace) return answered(refuse(command.id, 'wrong_workspace'));
  if (session.role === 'auditor') return answered(refuse(command.id, 'not_allowed'));
  return { kind: 'command', command };
}

export function refuse(id: CommandId, code: RefusalCode): CommandAnswer {
  return { id, outcome: 'refused', code, seq: null };
}

function answered(answer: CommandAnswer): ReadCommand {
  return { kind: 'answer', answer };
}
