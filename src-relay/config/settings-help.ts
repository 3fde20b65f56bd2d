import { settingTexts } from './settings-text.ts';

/** Lines for a `--help`. */
export function settingsHelp(names?: readonly string[]): string {
  const shown = settingTexts().filter(({ name }) => names === undefined || names.includes(name));
  return shown
    .map(({ name, about, fallback }) => line(name, fallback === '' ? about : `${about} (${fallback})`))
    .join('\n');
}

function line(name: string, words: string): string {
  return `  ${name.padEnd(34)}${words}`;
}
