import { z } from 'zod';

import { commandIdSchema, type CommandId } from '../../src-shared/domain/ids.ts';

/** Names an attempt to the provider, which gives it back with every status of the message. */
export type AttemptName = { readonly commandId: CommandId; readonly attempt: number };

const FIRST_ATTEMPT = 1;
const attemptSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);

/** `COMMAND/ATTEMPT`; at most 512 characters are allowed. */
export function writeCallbackData({ commandId, attempt }: AttemptName): string {
  return `${commandId}/${attempt}`;
}

/** Reads what {@link writeCallbackData} wrote. Messages of before there were retries carry the command alone. */
export function readCallbackData(callbackData: string | null): AttemptName | undefined {
  const [command, attempt, ...rest] = (callbackData ?? '').split('/');
  const name = z
    .object({ commandId: commandIdSchema, attempt: attemptSchema })
    .safeParse({ commandId: command, attempt: attempt ?? String(FIRST_ATTEMPT) });
  return rest.length === 0 ? name.data : undefined;
}
