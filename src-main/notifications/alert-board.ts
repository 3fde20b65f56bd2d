import type { ConversationId, Seq } from '../../src-shared/domain/ids.ts';
import type { Log } from '../logging/log.ts';
import { alertBody } from './alert-body.ts';
import type { Alert, AlertChange } from './handoff-alerts.ts';

export type NotificationOrder = {
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
  /** Closed by the system or by a person. */
  readonly onClosed: () => void;
  readonly onFailed: () => void;
};

/** What is shown by the system until `close` is called or its person does away with it. */
export type ShownNotification = { readonly close: () => void };

export type AlertBoardOptions = {
  readonly show: (order: NotificationOrder) => ShownNotification;
  readonly text: (id: 'notification.handoff.title' | 'notification.handoff.no_note') => string;
  readonly platform: NodeJS.Platform;
  readonly open: (conversation: ConversationId) => void;
  readonly log: Log;
};

/**
 * The notifications that are shown, at most one per conversation: a later one takes the place of the one before.
 * Holds on to each until it is gone, because one that is garbage collected no longer answers a click.
 */
export class AlertBoard {
  readonly #options: AlertBoardOptions;
  readonly #shown = new Map<ConversationId, ShownNotification & { readonly seq: Seq }>();

  constructor(options: AlertBoardOptions) {
    this.#options = options;
  }

  apply(change: AlertChange): void {
    if (change.kind === 'raise') this.#raise(change.alert);
    else this.#withdraw(change.conversation);
  }

  #raise({ conversation, note, seq }: Alert): void {
    const { log, open, platform, show, text } = this.#options;
    this.#withdraw(conversation);
    const words = note === null || note.trim() === '' ? text('notification.handoff.no_note') : note;
    log.info('notification_raised', { seq });
    const shown = show({
      title: text('notification.handoff.title'),
      body: alertBody(words, platform),
      onClick: () => {
        this.#withdraw(conversation);
        open(conversation);
      },
      onClosed: () => {
        if (this.#shown.get(conversation)?.seq === seq) this.#shown.delete(conversation);
      },
      onFailed: () => {
        log.warn('notification_failed', { seq });
      },
    });
    this.#shown.set(conversation, { seq, close: shown.close });
  }

  #withdraw(conversation: ConversationId): void {
    const shown = this.#shown.get(conversation);
    this.#shown.delete(conversation);
    shown?.close();
  }
}
