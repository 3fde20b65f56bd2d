type ErrorFields = { readonly cause: string; readonly said: string | null; readonly frames: string };

/**
 * What the log may say of an error: its name or code and its place. Of its message only what we wrote ourselves
 * ("bug: …"), because a parser or the system quotes what it could not take.
 */
export function describeError(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { cause: typeof error, said: null, frames: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    cause: code,
    said: error.message.startsWith('bug: ') ? error.message : null,
    frames: frames.map((line) => line.trim()).join('\n'),
  };
}
