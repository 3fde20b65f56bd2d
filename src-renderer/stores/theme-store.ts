import { create } from 'zustand';
import type { Theme } from '../../src-shared/ipc/boot.ts';

export type { Theme };

const store = create<{ readonly theme: Theme }>(() => ({ theme: 'system' }));

export function useTheme(): Theme {
  return store(({ theme }) => theme);
}

export function setTheme(theme: Theme): void {
  store.setState({ theme });
}
