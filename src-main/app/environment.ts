import { themeSchema, type Theme } from '../../src-shared/ipc/appearance.ts';

/** What the environment asks of the console. Read here and nowhere else. */
export type Environment = {
  readonly relayUrl: string | null;
  /** The practice sign-in; who honours it decides `mayUsePracticeToken`. */
  readonly practiceToken: string | null;
  readonly dataFolder: string | null;
  /** Goes before the remembered theme. */
  readonly theme: Theme | null;
  /** The development server of the renderer. */
  readonly rendererUrl: string | null;
};

/** Empty and absent mean the same; a theme that is none is ignored. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const read = (name: string) => variables[name]?.trim() || null;
  return {
    relayUrl: read('ECHODESK_RELAY_URL'),
    practiceToken: read('ECHODESK_TOKEN'),
    dataFolder: read('ECHODESK_USER_DATA'),
    theme: themeSchema.safeParse(read('ECHODESK_THEME')).data ?? null,
    rendererUrl: read('ELECTRON_RENDERER_URL'),
  };
}

/** A token in the environment is for practice: with a packaged console only against a relay on this machine. */
export function mayUsePracticeToken(where: { readonly isPackaged: boolean; readonly isLoopback: boolean }): boolean {
  return !where.isPackaged || where.isLoopback;
}
