import en from '../../resources/locales/en.json' with { type: 'json' };

/** The name of a text in the catalogue. */
export type MessageKey = keyof typeof en;

/** The source catalogue, whole by definition. */
export const SOURCE_MESSAGES: Readonly<Record<MessageKey, string>> = en;
