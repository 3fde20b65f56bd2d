import type { LinkState } from '../../src-shared/ipc/link-state.ts';
import type { ToWorker } from '../../src-shared/ipc/sync-port.ts';

type Down = Extract<ToWorker, { kind: 'down' }>;

/** A worker that keeps what main says to it, and lets a test wait for what is yet to come. */
export class RecordingWorker {
  readonly heard: ToWorker[] = [];
  readonly #watchers = new Set<() => void>();

  readonly hear = (message: ToWorker): void => {
    this.heard.push(message);
    for (const look of this.#watchers) look();
  };

  get states(): LinkState['state'][] {
    return this.heard.flatMap((message) => (message.kind === 'link' ? [message.link.state] : []));
  }

  get lastLink(): LinkState | undefined {
    return this.heard.flatMap((message) => (message.kind === 'link' ? [message.link] : [])).at(-1);
  }

  get downs(): Down[] {
    return this.heard.filter((message) => message.kind === 'down');
  }

  /** Resolves when `isSo` holds, now or after a message that comes. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  async state(state: LinkState['state']): Promise<LinkState | undefined> {
    await this.until(() => this.lastLink?.state === state);
    return this.lastLink;
  }

  /** The `count`-th message from the relay. */
  async down(count: number): Promise<Down | undefined> {
    await this.until(() => this.downs.length >= count);
    return this.downs[count - 1];
  }
}
