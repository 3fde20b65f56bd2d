import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Fields that could say something of a person or open a door, wherever a careless call puts them. */
const PRIVATE_FIELDS = [
  'authorization',
  'body',
  'content',
  'displayPhone',
  'headers',
  'name',
  'password',
  'phone',
  'secret',
  'text',
  'token',
  'url',
];

/** One JSON object per line: numbers, ids and codes only. Goes to stderr unless a destination is given. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"at":${Date.now()}`,
    redact: {
      paths: PRIVATE_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[private]',
    },
    serializers: { err: describeError },
  };
  return pino(options, destination ?? pino.destination({ dest: 2, sync: false }));
}

/**
 * What a log may say of an error: its kind, code and place. Of the message only what we wrote ourselves, because a
 * parser or a database quotes what it could not take.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const isOurs = error.message.startsWith('bug: ');
  return {
    kind: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(isOurs ? { message: error.message } : {}),
    stack: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
