import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { act, readChat, readState } from './door.ts';
import type { Customer, ChatMessage, SandboxState } from './door-answers.ts';

const EVERY_MS = 1000;
const live = {
  refetchInterval: EVERY_MS,
  refetchIntervalInBackground: true,
  networkMode: 'always',
  retry: false,
} as const;

/** The world as the control door tells it, looked at every second; undefined until it was first seen. */
export function useSandboxState(): { readonly state: SandboxState | undefined; readonly problem: string | undefined } {
  const { data, error } = useQuery({ queryKey: ['state'], queryFn: readState, ...live });
  return { state: data, problem: error?.message };
}

/** The chat with that customer, oldest first; empty while it is on its way. */
export function useChat(waId: string): readonly ChatMessage[] {
  const { data = [] } = useQuery({ queryKey: ['chat', waId], queryFn: async () => readChat(waId), ...live });
  return data;
}

export type Attempt = { readonly action: string; readonly input: Readonly<Record<string, unknown>> };

/** Calls the control door and looks again; what it refuses is kept as `refusal`, in its own words. */
export function useAttempt(): {
  /** Resolves with whether the door took it. */
  readonly attempt: (action: string, input: Readonly<Record<string, unknown>>) => Promise<boolean>;
  readonly refusal: string | undefined;
} {
  const client = useQueryClient();
  const { mutateAsync, error } = useMutation({
    mutationFn: async ({ action, input }: Attempt) => act(action, input),
    networkMode: 'always',
    onSettled: async () => client.invalidateQueries(),
  });
  async function attempt(action: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
    try {
      await mutateAsync({ action, input });
      return true;
    } catch {
      return false;
    }
  }
  return { attempt, refusal: error?.message };
}

/** Customers as a phone lists them. */
export function newestFirst(customers: readonly Customer[]): readonly Customer[] {
  return customers.toSorted((left, right) => lastSeconds(right) - lastSeconds(left));
}

function lastSeconds({ messages }: Customer): number {
  return messages.at(-1)?.atSeconds ?? 0;
}
