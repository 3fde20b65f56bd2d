/** What the catalogue check lets pass, by the reason for it. */
export type Allowances = {
  /** Where a translation may have the words of English. */
  readonly sameWords: readonly SameWords[];
  /** Buttons and tabs: their words have little room. */
  readonly tight: readonly string[];
};

export type SameWords = {
  readonly because: string;
  /** Every language where it is not said. */
  readonly locales?: readonly string[];
  readonly keys: readonly string[];
};

export const ALLOWANCES: Allowances = {
  sameWords: [
    { because: 'a name is the same everywhere', keys: ['link.app-version', 'main.window.title', 'window.title'] },
    {
      because: 'a language stands in a list under its own name',
      keys: ['en', 'es', 'hi', 'id', 'pt-br', 'ru'].map((language) => `appearance.language.${language}`),
    },
    { because: 'it stands so on the key', keys: ['keys.control', 'keys.enter', 'keys.escape'] },
    {
      because: 'it stands so on the key',
      locales: ['ru', 'pt-BR', 'hi', 'id'],
      keys: ['keys.end', 'keys.home', 'keys.shift'],
    },
    {
      because: 'units of time are written alike',
      locales: ['es', 'pt-BR'],
      keys: ['time.hours', 'time.hours-minutes', 'time.minutes', 'time.seconds'],
    },
    { because: 'the language took the word over', locales: ['es', 'pt-BR', 'id'], keys: ['origin.bot', 'role.bot'] },
    {
      because: 'the language has the same word',
      locales: ['es', 'pt-BR', 'id'],
      keys: ['role.auditor', 'role.supervisor'],
    },
    {
      because: 'the language took the word over',
      locales: ['id'],
      keys: ['banner.offline.title', 'link.offline', 'queued.edit', 'role.admin'],
    },
  ],
  tight: [
    'banner.caught-up.show',
    'banner.dismiss',
    'broken.reload',
    'composer.answered.seen',
    'composer.send',
    'context.copy-phone',
    'dialog.cancel',
    'dialog.close',
    'handoff.do',
    'link.retry-now',
    'list.filter.all',
    'list.filter.handoff',
    'list.filter.unread',
    'message.hide-code',
    'message.show-code',
    'message.write-again',
    'queued.discard',
    'queued.edit',
    'queued.send-anyway',
    'thread.hand-over',
    'thread.older.retry',
  ],
};
