import { speechOf, type LanguageChoice, type SystemLocale } from '../../src-shared/lib/language.ts';
import { watchAppearance } from '../stores/appearance-store.ts';
import type { Text } from '../text/create-text.ts';
import { openText } from '../text/open-text.ts';

export type LanguageFollowerOptions = {
  readonly system: SystemLocale;
  /** IANA name. */
  readonly timeZone: string;
  readonly draw: (text: Text) => void;
};

/** Calls `draw` with the words of the chosen language, once they are here, and again after each change of it. Returns the way to stop. */
export function followLanguage({ system, timeZone, draw }: LanguageFollowerOptions): () => void {
  let wanted: LanguageChoice | null = null;
  async function speak(language: LanguageChoice): Promise<void> {
    wanted = language;
    const text = await openText(speechOf(language, system), timeZone);
    // Another may have been chosen while this one was read.
    if (wanted === language) draw(text);
  }
  return watchAppearance(({ language }) => {
    if (language !== wanted) void speak(language);
  });
}
