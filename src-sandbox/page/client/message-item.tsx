import { useState, type SubmitEvent } from 'react';
import type { Actor } from './door.ts';
import type { ChatMessage } from './door-answers.ts';
import { timeOfDay } from './times.ts';

/** Does something to a message as the person who writes now. */
export type ActOn = (deed: 'edits' | 'deletes' | 'reacts', about: Readonly<Record<string, unknown>>) => void;

export type MessageItemProps = { readonly message: ChatMessage; readonly actor: Actor; readonly actOn: ActOn };

const AUTHORS = { customer: 'Customer', phone: "Owner's phone", api: 'Echodesk' } as const;
const TICKS = { accepted: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '!' } as const;
const EMOJIS = ['👍', '❤️', '😂', '🙏'];

/** A message as the customer's phone shows it. */
export function MessageItem({ message, actor, actOn }: MessageItemProps) {
  const { author, text, atSeconds, status, isEdited, isRevoked, reactions } = message;
  return (
    <li className={`message ${author}`}>
      {isRevoked ? <p className="quiet">This message was deleted</p> : <p dir="auto">{text}</p>}
      {reactions.map(({ by, emoji }) => (
        <span key={by} className="reaction" role="img" aria-label={`Reaction of the ${by}: ${emoji}`}>
          {emoji}
        </span>
      ))}
      <div className="meta">
        <span>{AUTHORS[author]}</span>
        {isEdited ? <span>edited</span> : undefined}
        <time dateTime={new Date(atSeconds * 1000).toISOString()}>{timeOfDay(atSeconds)}</time>
        {status === undefined ? undefined : (
          <span className={`tick ${status}`} role="img" aria-label={status} title={status}>
            {TICKS[status]}
          </span>
        )}
        {isRevoked ? undefined : <MessageActions message={message} actor={actor} actOn={actOn} />}
      </div>
    </li>
  );
}

function MessageActions({ message, actor, actOn }: MessageItemProps) {
  const { wamid, author, text } = message;
  const isOwn = author === (actor === 'owner' ? 'phone' : 'customer');
  return (
    <details className="acts">
      <summary aria-label={`Act on “${text.slice(0, 40)}” as the ${actor}`}>⋯</summary>
      <div className="row">
        {EMOJIS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={`React ${emoji}`}
            onClick={() => actOn('reacts', { wamid, emoji })}
          >
            {emoji}
          </button>
        ))}
        <button type="button" onClick={() => actOn('reacts', { wamid })}>
          No reaction
        </button>
        {isOwn ? (
          <button type="button" onClick={() => actOn('deletes', { wamid })}>
            Delete
          </button>
        ) : undefined}
      </div>
      {isOwn ? <EditForm message={message} actOn={actOn} /> : undefined}
    </details>
  );
}

function EditForm({ message, actOn }: Omit<MessageItemProps, 'actor'>) {
  const [text, setText] = useState(message.text);
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    actOn('edits', { wamid: message.wamid, text });
  }
  return (
    <form className="row" onSubmit={submit}>
      <input
        type="text"
        aria-label="New text"
        dir="auto"
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button>Edit</button>
    </form>
  );
}
