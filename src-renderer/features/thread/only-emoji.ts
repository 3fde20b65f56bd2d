/** Longer texts are not looked at. The longest emoji of all has 15 code units. */
const MOST_UNITS = 48;
const FEW_EMOJI =
  /^(?:(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?(?:\u{200D}\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?)*)\s?){1,3}$/u;

/** Whether a text is nothing but one to three emoji, which are shown large. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= MOST_UNITS && FEW_EMOJI.test(text);
}
