/** Types of message that people and the API write (facts §2.1, §5.3). */
export type ContentType =
  | 'text'
  | 'image'
  | 'video'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'interactive'
  | 'button'
  | 'reaction'
  | 'order'
  | 'template'
  | 'system'
  | 'unsupported';

/**
 * What a message says, in the wire's own shape: its type, and the object (of contacts: the list) that stands under the
 * type's name, such as `{type: 'image', body: {id: '770…', caption: 'The lid'}}`.
 */
export type Content = {
  readonly type: ContentType;
  readonly body: Readonly<Record<string, unknown>> | readonly unknown[];
};

/** A text message's content. */
export function textContent(body: string): Content {
  return { type: 'text', body: { body } };
}

/** One line that stands for the message on the page and in `state`: its text or caption, else its type in brackets. */
export function previewOf({ type, body }: Content): string {
  const words = [Reflect.get(body, 'body'), Reflect.get(body, 'caption'), Reflect.get(body, 'emoji')].find(
    (word): word is string => typeof word === 'string' && word !== '',
  );
  if (type === 'text') return words ?? '';
  return words === undefined ? `[${type}]` : `[${type}] ${words}`;
}
