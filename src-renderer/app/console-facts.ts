import type { Boot, Theme } from '../../src-shared/ipc/boot.ts';

/** What main told of this console. */
export type ConsoleFacts = Pick<Boot, 'secrets' | 'appVersion'>;

/** What the window asks of main and of the system. */
export type ConsoleActions = {
  readonly onTheme: (theme: Theme) => void;
  readonly onRetry: () => void;
  readonly onCopy: (text: string) => Promise<void>;
};
