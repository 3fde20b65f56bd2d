import { SECRET_FILE_NAMES, SETTING_SHAPES } from './setting-names.ts';

export type SettingText = {
  readonly name: string;
  readonly about: string;
  /** As it would be written; empty where there is none. */
  readonly fallback: string;
  /** Whether `NAME_FILE` may name a file that holds it. */
  readonly mayBeInFile: boolean;
};

/** Every setting as people read of it, in order. */
export function settingTexts(): readonly SettingText[] {
  return Object.entries(SETTING_SHAPES).map(([name, schema]) => {
    const given = schema.safeParse(undefined);
    return {
      name,
      about: schema.description ?? '',
      fallback: given.success ? textOf(given.data) : '',
      mayBeInFile: SECRET_FILE_NAMES.includes(`${name}_FILE`),
    };
  });
}

function textOf(fallback: unknown): string {
  if (typeof fallback === 'boolean') return fallback ? '1' : '0';
  return typeof fallback === 'string' || typeof fallback === 'number' ? String(fallback) : '';
}
