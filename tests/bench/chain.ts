import type { Page } from '@playwright/test';

/** One way from a webhook to the painted window, ready to be measured. */
export type Chain = AsyncDisposable & {
  readonly webhookUrl: string;
  /** The window, with the element of role `log` in it. */
  readonly page: Page;
};
