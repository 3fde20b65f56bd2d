import { commandIdSchema, conversationIdSchema, seqSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import type { QueuedHandoff, QueuedSend } from '../features/thread/thread-rows.ts';
import { ago } from './seeds.ts';

function commandFields(number: number) {
  return {
    id: commandIdSchema.parse(`01980000-0000-7000-8000-${String(number).padStart(12, '0')}`),
    workspaceId: workspaceIdSchema.parse(1),
    conversation: conversationIdSchema.parse(1),
    basedOn: seqSchema.parse(1),
    turn: 0,
  };
}

type SendSeed = Pick<QueuedSend, 'state' | 'code'> & { readonly text: string };

export function queuedSend(number: number, { state, code, text }: SendSeed): QueuedSend {
  return {
    command: { ...commandFields(number), type: 'message.send', body: { text } },
    state,
    code,
    queuedAt: ago(60_000),
  };
}

export function queuedHandoff(number: number, state: QueuedHandoff['state']): QueuedHandoff {
  return {
    command: { ...commandFields(number), type: 'handoff.request', body: { note: '' } },
    state,
    code: null,
    queuedAt: ago(60_000),
  };
}
