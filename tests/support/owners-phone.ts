import type { ControlClient } from '../../src-sandbox/control-client.ts';
import type { Customer } from './customer.ts';

/** The phone with the WhatsApp Business App, in the owner's hand. */
export class OwnersPhone {
  readonly #control: ControlClient;
  readonly #customer: (name: string) => Customer;

  constructor(control: ControlClient, customer: (name: string) => Customer) {
    this.#control = control;
    this.#customer = customer;
  }

  /** The owner answers that customer by hand; `at` as for a customer's message. */
  async answers(name: string, text: string, at?: Date): Promise<void> {
    await this.#control.ownerAnswers({
      to: this.#customer(name).number,
      text,
      ...(at === undefined ? {} : { atSeconds: Math.floor(at.getTime() / 1000) }),
    });
  }
}
