import { z } from 'zod';

/** Everything the relay is told from outside. Read once, at the start of the process. */
export type RelayConfig = {
  readonly host: string;
  /** 0 asks the system for any free port. */
  readonly port: number;
  readonly database: DatabaseChoice;
  readonly meta: { readonly appSecrets: readonly string[]; readonly verifyToken: string };
  readonly graph: { readonly url: string; readonly version: string; readonly token: string };
  readonly logLevel: LogLevel;
  /** Null unless this relay is for practice and tests. */
  readonly practice: PracticeConfig | null;
};

/** The operator's own PostgreSQL, or one that the relay starts itself with its files in `dataDir`. */
export type DatabaseChoice =
  | { readonly kind: 'operator'; readonly url: string }
  | { readonly kind: 'embedded'; readonly dataDir: string };

export type PracticeConfig = {
  /** The provider's id of the business number that the practice inbox stands for. */
  readonly numberId: string;
  readonly displayNumber: string;
  /** Access tokens of the practice people, in their order; a missing one is made anew at each start. */
  readonly tokens: readonly string[];
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type ConfigResult =
  | { readonly ok: true; readonly config: RelayConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

const MIN_TOKEN_LENGTH = 32;

const text = (sentence: string) => z.string({ error: sentence }).trim().min(1, { error: sentence });

const commaList = z
  .string()
  .default('')
  .transform((list) => list.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''));

const httpUrl = (sentence: string) =>
  z.url({ protocol: /^https?$/, error: sentence }).transform((url) => url.replace(/\/+$/, ''));

const sentences = {
  port: 'ECHODESK_PORT must be a whole number from 0 to 65535; 0 takes any free port.',
  database: 'DATABASE_URL must look like postgres://person:password@host:5432/name.',
  secrets:
    'ECHODESK_META_APP_SECRETS is missing: give the app secret of your Meta app, or several separated by commas.',
  verifyToken: 'ECHODESK_META_VERIFY_TOKEN is missing: give the word you typed as verify token in your Meta app.',
  graphUrl: 'ECHODESK_GRAPH_URL must be an http or https address.',
  graphVersion: 'ECHODESK_GRAPH_VERSION must look like v26.0.',
  graphToken: 'ECHODESK_GRAPH_TOKEN is missing: give the access token of your WhatsApp Business account.',
  logLevel: `ECHODESK_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`,
  practice: 'ECHODESK_PRACTICE must be 1, 0 or absent.',
  numberId: 'ECHODESK_PRACTICE_NUMBER_ID is missing: practice needs the number id that the sandbox plays.',
  displayNumber: 'ECHODESK_PRACTICE_DISPLAY_NUMBER must not be empty.',
  tokens: `Each of ECHODESK_PRACTICE_TOKENS must have at least ${MIN_TOKEN_LENGTH} characters.`,
} as const;

const environmentSchema = z.object({
  ECHODESK_HOST: text('ECHODESK_HOST must not be empty.').default('127.0.0.1'),
  ECHODESK_PORT: z.coerce
    .number({ error: sentences.port })
    .int({ error: sentences.port })
    .min(0, { error: sentences.port })
    .max(65_535, { error: sentences.port })
    .default(8080),
  ECHODESK_DATA_DIR: text('ECHODESK_DATA_DIR must not be empty.').default('.data/relay'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: sentences.database }).optional(),
  ECHODESK_META_APP_SECRETS: commaList.refine((list) => list.length > 0, {
    error: sentences.secrets,
  }),
  ECHODESK_META_VERIFY_TOKEN: text(sentences.verifyToken),
  ECHODESK_GRAPH_URL: httpUrl(sentences.graphUrl).default('https://graph.facebook.com'),
  ECHODESK_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, { error: sentences.graphVersion })
    .default('v26.0'),
  ECHODESK_GRAPH_TOKEN: text(sentences.graphToken),
  ECHODESK_LOG_LEVEL: z.enum(LOG_LEVELS, { error: sentences.logLevel }).default('info'),
  ECHODESK_PRACTICE: z.enum(['0', '1'], { error: sentences.practice }).default('0'),
});

const practiceSchema = z.object({
  ECHODESK_PRACTICE_NUMBER_ID: text(sentences.numberId),
  ECHODESK_PRACTICE_DISPLAY_NUMBER: text(sentences.displayNumber).default('+1 555 010 0000'),
  ECHODESK_PRACTICE_TOKENS: commaList.refine((tokens) => tokens.every((token) => token.length >= MIN_TOKEN_LENGTH), {
    error: sentences.tokens,
  }),
});

/**
 * Reads the variables of the environment. An empty variable counts as absent. Gives one clear sentence for each value
 * that can't be used.
 */
export function readConfig(environment: Environment): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  const practice = given['ECHODESK_PRACTICE'] === '1' ? practiceSchema.safeParse(given) : null;
  if (!parsed.success || practice?.success === false) {
    return { ok: false, problems: [...problemsOf(parsed), ...problemsOf(practice)] };
  }
  const variables = parsed.data;
  return {
    ok: true,
    config: {
      host: variables.ECHODESK_HOST,
      port: variables.ECHODESK_PORT,
      database: databaseChoice(variables),
      meta: {
        appSecrets: variables.ECHODESK_META_APP_SECRETS,
        verifyToken: variables.ECHODESK_META_VERIFY_TOKEN,
      },
      graph: {
        url: variables.ECHODESK_GRAPH_URL,
        version: variables.ECHODESK_GRAPH_VERSION,
        token: variables.ECHODESK_GRAPH_TOKEN,
      },
      logLevel: variables.ECHODESK_LOG_LEVEL,
      practice: practice === null ? null : practiceConfig(practice.data),
    },
  };
}

function databaseChoice(variables: z.infer<typeof environmentSchema>): DatabaseChoice {
  const { DATABASE_URL: url, ECHODESK_DATA_DIR: dataDir } = variables;
  return url === undefined ? { kind: 'embedded', dataDir } : { kind: 'operator', url };
}

function practiceConfig(variables: z.infer<typeof practiceSchema>): PracticeConfig {
  return {
    numberId: variables.ECHODESK_PRACTICE_NUMBER_ID,
    displayNumber: variables.ECHODESK_PRACTICE_DISPLAY_NUMBER,
    tokens: variables.ECHODESK_PRACTICE_TOKENS,
  };
}

function problemsOf(result: { readonly error?: z.ZodError | undefined } | null): string[] {
  return (result?.error?.issues ?? []).map((issue) => issue.message);
}
