import { ConsoleSession, type Deed } from '../../scripts/practice/console-session.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { must } from '../../src-shared/lib/must.ts';
import { MAX_HISTORY_PAGE } from '../../src-shared/protocol/history.ts';

/** What a bot or a colleague elsewhere says and hears, told by phone numbers (E.164). */
export class RelaySession {
  readonly #session: ConsoleSession;

  private constructor(session: ConsoleSession) {
    this.#session = session;
  }

  static async open(relayUrl: string, token: string): Promise<RelaySession> {
    return new RelaySession(await ConsoleSession.open(relayUrl, token));
  }

  /** Resolves with the texts of that conversation, in the order shown, as soon as there are `count`. */
  async texts(phone: string, count: number): Promise<readonly (string | null)[]> {
    return this.#session.until(() => {
      const conversation = this.#with(phone);
      const found = conversation === undefined ? [] : this.#session.messagesOf(conversation.id);
      return found.length >= count && found.map(({ text }) => text);
    });
  }

  /** The same for conversations longer than a snapshot carries: older messages are asked for. */
  async allTexts(phone: string, count: number): Promise<readonly (string | null)[]> {
    const { id } = await this.#session.until(() => {
      const conversation = this.#with(phone);
      return conversation !== undefined && conversation.lastNumber >= count && conversation;
    });
    const oldest = must(this.#session.messagesOf(id)[0], `a message of ${phone}`);
    this.#session.readHistory(id, oldest.number, MAX_HISTORY_PAGE);
    return this.texts(phone, count);
  }

  /** Phone numbers of all conversations. */
  get phones(): readonly (string | null)[] {
    return this.#session.conversations.map(({ phone }) => phone);
  }

  /** Resolves as soon as a person is asked for in that conversation. */
  async handoff(phone: string): Promise<void> {
    await this.#session.until(() => this.handoffs.includes(phone));
  }

  /** Phone numbers of the conversations in which a person is asked for and has not answered. */
  get handoffs(): readonly (string | null)[] {
    return this.#session.conversations.filter(({ handoff }) => handoff !== null).map(({ phone }) => phone);
  }

  /** Asks for a person in the conversation with that number. Throws unless the relay accepts. */
  async requestHandoff(phone: string, note: string): Promise<void> {
    await this.#does(phone, { type: 'handoff.request', body: { note } });
  }

  /** Sends a text as this session's person. Throws unless the relay accepts. */
  async sends(phone: string, text: string): Promise<void> {
    await this.#does(phone, { type: 'message.send', body: { text } });
  }

  close(): void {
    this.#session.close();
  }

  async #does(phone: string, deed: Deed): Promise<void> {
    const conversation = await this.#session.until(() => this.#with(phone));
    const answer = await this.#session.command(conversation, deed);
    if (answer.outcome !== 'accepted') throw new Error(`${deed.type} ${answer.outcome}: ${answer.code}`);
  }

  #with(phone: string): Conversation | undefined {
    return this.#session.conversations.find((conversation) => conversation.phone === phone);
  }
}
