import { create } from 'zustand';
import type { Boot } from '../../src-shared/ipc/boot.ts';

type Keyboard = {
  readonly platform: Boot['platform'];
  /** Whether letters and signs act by themselves outside of text fields. */
  readonly singleKeys: boolean;
};

const store = create<Keyboard>(() => ({ platform: 'linux', singleKeys: true }));

export function useKeyboard(): Keyboard {
  return store();
}

export function setKeyboard(keyboard: Partial<Keyboard>): void {
  store.setState(keyboard);
}
