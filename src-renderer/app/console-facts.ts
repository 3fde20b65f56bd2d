import type { Boot, Theme } from '../../src-shared/ipc/boot.ts';

/** What main told of this console. */
export type ConsoleFacts = Pick<Boot, 'secrets' | 'appVersion'>;

/** What the window asks of main and of the system; each rejects where it was not done. */
export type ConsoleActions = {
  readonly onTheme: (theme: Theme) => Promise<void>;
  readonly onRetry: () => Promise<void>;
  readonly onCopy: (text: string) => Promise<void>;
};
