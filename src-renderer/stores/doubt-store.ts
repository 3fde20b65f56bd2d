import { create } from 'zustand';
import type { Message } from '../../src-shared/domain/message.ts';

const store = create<{ readonly doubt: Message | null }>(() => ({ doubt: null }));

/** The message of the open conversation of which an agent is asked whether it is sent again; of several, the one meant. */
export function useDoubt(): Message | null {
  return store(({ doubt }) => doubt);
}

export function tellDoubt(doubt: Message | null): void {
  store.setState({ doubt });
}
