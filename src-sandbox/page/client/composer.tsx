import { useState, type KeyboardEvent, type SubmitEvent } from 'react';
import type { Actor } from './door.ts';

export type ComposerProps = {
  readonly actor: Actor;
  readonly onActor: (actor: Actor) => void;
  /** What is said, in the words of the control door: `{text}` or `{content}`. Resolves to whether it was taken. */
  readonly say: (said: Readonly<Record<string, unknown>>) => Promise<boolean>;
};

/** Other content than text; files are the sandbox's own samples. */
const OTHER: readonly { readonly label: string; readonly content: Readonly<Record<string, unknown>> }[] = [
  { label: 'Image', content: { type: 'image', image: { caption: 'Look at this' } } },
  { label: 'Voice', content: { type: 'audio' } },
  { label: 'Video', content: { type: 'video' } },
  { label: 'Document', content: { type: 'document' } },
  { label: 'Sticker', content: { type: 'sticker' } },
  {
    label: 'Location',
    content: { type: 'location', location: { latitude: 51.5129, longitude: -0.1243, name: 'Seven Dials' } },
  },
  {
    label: 'Contact',
    content: {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Rosa Lund', first_name: 'Rosa' }, phones: [{ phone: '+4512345678' }] }],
    },
  },
];

export function Composer({ actor, onActor, say }: ComposerProps) {
  const [text, setText] = useState('');
  async function send(): Promise<void> {
    if (text.trim() !== '' && (await say({ text }))) setText('');
  }
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    void send();
  }
  function sendOnEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }
  return (
    <form className="composer" onSubmit={submit}>
      <fieldset className="row">
        <legend className="unseen">Write as</legend>
        {(['customer', 'owner'] as const).map((who) => (
          <label key={who} className="choice">
            <input type="radio" name="actor" checked={actor === who} onChange={() => onActor(who)} />
            {who === 'customer' ? 'As the customer' : "On the owner's phone"}
          </label>
        ))}
      </fieldset>
      <div className="row">
        <label className="grow">
          <span className="unseen">Message</span>
          <textarea
            rows={2}
            maxLength={4096}
            dir="auto"
            placeholder="Write a message"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={sendOnEnter}
          />
        </label>
        <button className="action">Send</button>
      </div>
      <div className="row others" role="group" aria-label="Send something else">
        {OTHER.map(({ label, content }) => (
          <button key={label} type="button" onClick={() => void say({ content })}>
            {label}
          </button>
        ))}
      </div>
    </form>
  );
}
