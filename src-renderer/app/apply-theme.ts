import type { Theme } from '../../src-shared/ipc/boot.ts';

/** Makes the style sheets follow `theme`; `system` leaves it to the system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
