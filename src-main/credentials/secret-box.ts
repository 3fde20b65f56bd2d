import type { StartTimer } from '../../src-shared/lib/timers.ts';

/** The system's keychain, as far as it is used here; Electron's safeStorage is one. */
export type Keychain = {
  readonly encryptStringAsync: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync: (sealed: Buffer) => Promise<{ readonly result: string }>;
};

export type SecretBox = {
  /** The sealed text (not empty) in base64, or null where this system can't keep a secret. */
  readonly seal: (text: string) => Promise<string | null>;
  /** The text, or null where it can't be had (another key, a locked keychain, damage). */
  readonly unseal: (sealed: string) => Promise<string | null>;
};

/** A locked keychain asks somebody for its password and never answers when nobody does. */
const MOST_WAIT_MS = 3000;

/** On Linux `v10` is made with a key that everybody knows, and what has no version is not sealed; elsewhere `v10` is the keychain's own. */
const SEALED_ON_LINUX = /^v(?!10)\d\d/;
const VERSION_LENGTH = 3;

/**
 * Seals with the keychain by its asynchronous interface alone: the synchronous one blocks the process for good on a
 * locked keychain, and "is encryption available" says yes where there is none.
 */
export function secretBox(keychain: Keychain, platform: NodeJS.Platform, startTimer: StartTimer): SecretBox {
  const isSealed = (bytes: Buffer) =>
    platform !== 'linux' || SEALED_ON_LINUX.test(bytes.toString('latin1', 0, VERSION_LENGTH));
  return {
    seal: async (text) => {
      const sealed = await withinTime(keychain.encryptStringAsync(text), startTimer);
      return sealed !== null && isSealed(sealed) ? sealed.toString('base64') : null;
    },
    unseal: async (base64) => {
      const sealed = Buffer.from(base64, 'base64');
      if (!isSealed(sealed)) return null;
      const opened = await withinTime(keychain.decryptStringAsync(sealed), startTimer);
      return opened?.result ?? null;
    },
  };
}

async function withinTime<Value>(answer: Promise<Value>, startTimer: StartTimer): Promise<Value | null> {
  const tooLate = Promise.withResolvers<null>();
  const cancel = startTimer(() => {
    tooLate.resolve(null);
  }, MOST_WAIT_MS);
  try {
    return await Promise.race([answer, tooLate.promise]);
  } catch {
    return null;
  } finally {
    cancel();
  }
}
