import type { z } from 'zod';
import { chatSchema, refusalSchema, stateSchema, type ChatMessage, type SandboxState } from './door-answers.ts';

/** Who acts on the page: the customer of the open chat, or the owner on the business phone. */
export type Actor = 'customer' | 'owner';

/** One call of the control door; throws with the door's own words when it refuses. */
export async function act(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const response = await fetch(`/control/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new Error(refusalSchema.parse(answer).error);
}

export async function readState(): Promise<SandboxState> {
  return ask('state', {}, stateSchema);
}

/** The latest messages of the chat with a customer, oldest first. */
export async function readChat(customer: string): Promise<readonly ChatMessage[]> {
  return (await ask('conversation', { customer, limit: 200 }, chatSchema)).messages;
}

async function ask<Schema extends z.ZodType>(
  name: string,
  input: Readonly<Record<string, unknown>>,
  schema: Schema,
): Promise<z.output<Schema>> {
  return schema.parse(await act(name, input));
}
