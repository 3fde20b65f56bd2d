/** Meta's limit for the body of a text message, in UTF-16 code units (Cloud API, messages/text). */
export const MAX_TEXT_LENGTH = 4096;
