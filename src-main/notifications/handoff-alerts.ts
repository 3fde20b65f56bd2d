import { assertNever } from '../../src-shared/lib/assert-never.ts';
import type { ConversationId, Epoch, PersonId, Seq } from '../../src-shared/domain/ids.ts';
import type { Event, SeenEvent } from '../../src-shared/domain/event.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';

export type Alert = { readonly seq: Seq; readonly conversation: ConversationId; readonly note: string | null };

export type AlertChange =
  | { readonly kind: 'raise'; readonly alert: Alert }
  /** Somebody has answered: what is shown for this conversation goes away. */
  | { readonly kind: 'withdraw'; readonly conversation: ConversationId };

/**
 * Decides which events of a frame call this person.
 *
 * - A handoff of a live frame, asked for by anybody else, raises one alert per `seq`; a replayed one never does (rule A1).
 * - Any answer in the conversation, live or replayed, by whomever, withdraws it; one in the same frame keeps it from being raised.
 */
export class HandoffAlerts {
  #epoch: Epoch | null = null;
  #lastSeq = 0;

  judge(frame: Frame, me: PersonId): readonly AlertChange[] {
    if (frame.epoch !== this.#epoch) {
      this.#epoch = frame.epoch;
      this.#lastSeq = 0;
    }
    const changes = new Map<ConversationId, AlertChange>();
    for (const seen of frame.events) {
      const { conversation } = seen.event;
      const change = this.#judgeEvent(seen, frame.live, me);
      if (change !== null) changes.set(conversation, change);
    }
    this.#lastSeq = Math.max(this.#lastSeq, frame.to);
    return [...changes.values()];
  }

  #judgeEvent({ event, content }: SeenEvent, isLive: boolean, me: PersonId): AlertChange | null {
    const { conversation, seq } = event;
    if (isAnswer(event)) return { kind: 'withdraw', conversation };
    if (event.type !== 'handoff.requested' || !isLive || seq <= this.#lastSeq || isMine(event, me)) return null;
    return { kind: 'raise', alert: { seq, conversation, note: content?.text ?? null } };
  }
}

function isAnswer({ type }: Event): boolean {
  return type === 'message.accepted' || type === 'message.echoed';
}

function isMine({ actor }: Event, me: PersonId): boolean {
  switch (actor.kind) {
    case 'agent':
    case 'bot':
      return actor.person === me;
    case 'customer':
    case 'phone':
    case 'system':
      return false;
    default:
      return assertNever(actor);
  }
}
