import type { AppearanceChange } from '../../src-shared/ipc/appearance.ts';
import type { Boot } from '../../src-shared/ipc/boot.ts';

/** What main told of this console. */
export type ConsoleFacts = Pick<Boot, 'secrets' | 'appVersion'>;

/** What the window asks of main and of the system; each rejects where it was not done. */
export type ConsoleActions = {
  /** Keeps what was chosen of the appearance. */
  readonly onAppearance: (change: AppearanceChange) => Promise<void>;
  /** Keeps whether single keys act. */
  readonly onSingleKeys: (singleKeys: boolean) => Promise<void>;
  readonly onRetry: () => Promise<void>;
  readonly onCopy: (text: string) => Promise<void>;
};
