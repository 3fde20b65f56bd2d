import en from '../../resources/locales/en.json' with { type: 'json' };

/** The name of a text in the catalogue. */
export type MessageKey = keyof typeof en;

/** A whole catalogue: every text of one language, as ICU messages. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** The source catalogue, whole by definition. */
export const ENGLISH: Messages = en;
