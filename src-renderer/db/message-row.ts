import type { z } from 'zod';

import { messageSchema, type Message } from '../../src-shared/domain/message.ts';
import { sealedSchema, seal, unseal } from './seal.ts';

const OF_PERSONS = { text: true } as const;

const sealedPartSchema = messageSchema.pick(OF_PERSONS);
const rowSchema = messageSchema.omit(OF_PERSONS).extend({ sealed: sealedSchema });
export type MessageRow = z.infer<typeof rowSchema>;

export function toMessageRow(message: Message): MessageRow {
  const { text, ...open } = message;
  return { ...open, sealed: seal({ text }) };
}

/** Throws where `stored` is not such a row: the cache is corrupt. */
export function fromMessageRow(stored: unknown): Message {
  const { sealed, ...open } = rowSchema.parse(stored);
  return { ...open, ...sealedPartSchema.parse(unseal(sealed)) };
}
