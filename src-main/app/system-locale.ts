import type { SystemLocale } from '../../src-shared/lib/language.ts';

/** The part of Electron's app that knows; the names differ by what each is asked of the system. */
export type LocaleSource = {
  /** The languages a person has put in order; empty where the system has no such list. */
  readonly getPreferredSystemLanguages: () => string[];
  /** Whose formats the system shows. */
  readonly getSystemLocale: () => string;
  /** Chromium's choice among its own languages. */
  readonly getLocale: () => string;
};

/** What the system says of its person's languages. Call it when the app is ready. */
export function systemLocaleOf(source: LocaleSource): SystemLocale {
  const languages = source.getPreferredSystemLanguages();
  const own = source.getLocale();
  const formats = source.getSystemLocale();
  return {
    languages: languages.length > 0 ? languages : [own],
    formats: isRegional(formats) ? formats : own,
  };
}

/** Without a region (`und`, `en-US@posix` of a bare Linux) it says nothing of formats. */
function isRegional(tag: string): boolean {
  try {
    return new Intl.Locale(tag).region !== undefined;
  } catch {
    return false;
  }
}
