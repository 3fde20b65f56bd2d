const FEW_EMOJI = /^(?:\p{RGI_Emoji}\s?){1,3}$/v;

/** Whether a text is nothing but one to three emoji, which are shown large. */
export function isOnlyEmoji(text: string): boolean {
  return FEW_EMOJI.test(text);
}
