import type { ControlClient } from '../../src-sandbox/control-client.ts';

/** Digits of a made-up number: the British range that is reserved for drama. */
export function customerNumber(index: number): string {
  return `4477009${String(index).padStart(5, '0')}`;
}

/** Someone with WhatsApp who writes to the business. */
export class Customer {
  readonly name: string;
  /** Digits with country code, without `+`. */
  readonly number: string;
  readonly #control: ControlClient;

  constructor(control: ControlClient, name: string, number: string) {
    this.#control = control;
    this.name = name;
    this.number = number;
  }

  /**
   * `at`: when it was written; now, when left out. Webhooks have no order and times the grain of a second: to write
   * after another message, let the world settle in between.
   */
  async writes(text: string, at?: Date): Promise<void> {
    await this.#control.customerWrites({
      from: this.number,
      name: this.name,
      text,
      ...(at === undefined ? {} : { atSeconds: Math.floor(at.getTime() / 1000) }),
    });
  }

  /** What they have on their own phone, oldest first. */
  async sees(): Promise<readonly { readonly author: string; readonly text: string }[]> {
    const messages = await this.#control.conversation(this.number);
    return messages.map(({ author, text }) => ({ author, text }));
  }
}
