import { z } from 'zod';

import { conversationIdSchema, type ConversationId } from '../../src-shared/domain/ids.ts';
import { sealedSchema, seal, unseal } from './seal.ts';

export const draftRowSchema = z.object({ conversation: conversationIdSchema, sealed: sealedSchema });
export type DraftRow = z.infer<typeof draftRowSchema>;

export function toDraftRow(conversation: ConversationId, text: string): DraftRow {
  return { conversation, sealed: seal(text) };
}

/** '' where `stored` can't be read by this version. */
export function fromDraftRow(stored: unknown): string {
  const row = draftRowSchema.safeParse(stored);
  const text = z.string().safeParse(row.success ? unseal(row.data.sealed) : null);
  return text.success ? text.data : '';
}
