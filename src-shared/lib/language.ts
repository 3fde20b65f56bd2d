import { z } from 'zod';

/** The languages that the console speaks (BCP 47). Each has a catalogue in `resources/locales`. */
export const languageSchema = z.enum(['en', 'ru', 'es', 'pt-BR', 'hi', 'id']);
export type Language = z.infer<typeof languageSchema>;

/** What a person chose; `system`: the first of the system's languages that the console speaks. */
export const languageChoiceSchema = z.enum(['system', ...languageSchema.options]);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

/** What the system says of its person's languages. All BCP 47; what is not counts as unsaid. */
export const systemLocaleSchema = z.object({
  /** The most wanted first. */
  languages: z.array(z.string()).readonly(),
  /** Whose dates, numbers and 12 or 24 hours the system shows. */
  formats: z.string(),
});
export type SystemLocale = z.infer<typeof systemLocaleSchema>;

/** How the console speaks: the language of its words, and a locale of that language for dates and numbers. */
export type Speech = {
  readonly language: Language;
  /** BCP 47: the language of the words with the region of the system. */
  readonly locale: string;
  /** 12 or 24 hours as the system has it, whatever the language. */
  readonly hourCycle: Intl.DateTimeFormatOptions['hourCycle'];
};

const FALLBACK: Language = 'en';

/** How the console speaks to a person who made this choice on such a system. English where nothing fits. */
export function speechOf(choice: LanguageChoice, system: SystemLocale): Speech {
  const language = choice === 'system' ? firstSpoken(system.languages) : choice;
  const formats = parsed(system.formats);
  return {
    language,
    locale: localeOf(language, formats),
    hourCycle: new Intl.DateTimeFormat(formats?.toString() ?? language, { hour: 'numeric' }).resolvedOptions()
      .hourCycle,
  };
}

function firstSpoken(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languageSchema.options.find((language) => isSameLanguage(parsed(tag), parsed(language)));
    if (found !== undefined) return found;
  }
  return FALLBACK;
}

function localeOf(language: Language, formats: Intl.Locale | null): string {
  const spoken = new Intl.Locale(language);
  if (formats === null || formats.region === undefined) return language;
  return isSameLanguage(formats, spoken)
    ? formats.toString()
    : new Intl.Locale(spoken, { region: formats.region }).toString();
}

function isSameLanguage(left: Intl.Locale | null, right: Intl.Locale | null): boolean {
  return left !== null && left.language === right?.language;
}

function parsed(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
