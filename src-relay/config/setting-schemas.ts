import { z } from 'zod';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const MIN_TOKEN_LENGTH = 32;
/** Meta repeats a webhook for 7 days: a body is worth keeping at least as long (facts: platform §2.4). */
const MIN_RETENTION_DAYS = 7;
const MAX_RETENTION_DAYS = 3650;

const text = (sentence: string) => z.string({ error: sentence }).trim().min(1, { error: sentence });

const commaList = z
  .string()
  .default('')
  .transform((list) => list.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''));

/** An http or https address, without the slash at its end. */
export const httpUrl = (sentence: string) =>
  z.url({ protocol: /^https?$/, error: sentence }).transform((url) => url.replace(/\/+$/, ''));

export const graphVersion = (sentence: string) =>
  z.string({ error: sentence }).regex(/^v\d+\.\d+$/, { error: sentence });

const whole = (sentence: string, { min, max }: { readonly min: number; readonly max: number }) =>
  z.coerce
    .number({ error: sentence })
    .int({ error: sentence })
    .min(min, { error: sentence })
    .max(max, { error: sentence });

const yesOrNo = (name: string) =>
  z
    .enum(['0', '1'], { error: `${name} must be 1, 0 or absent.` })
    .default('0')
    .transform((value) => value === '1');

const sentences = {
  database: 'DATABASE_URL must look like postgres://person:password@host:5432/name.',
  logLevel: `ECHODESK_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`,
  port: 'ECHODESK_PORT must be a whole number from 0 to 65535; 0 takes any free port.',
  nats: 'NATS_URL must look like nats://host:4222 or tls://host:4222.',
  retention: `ECHODESK_RAW_RETENTION_DAYS must be a whole number from ${MIN_RETENTION_DAYS} to ${MAX_RETENTION_DAYS}.`,
  metricsToken: `ECHODESK_METRICS_TOKEN must have at least ${MIN_TOKEN_LENGTH} characters.`,
  secrets:
    'ECHODESK_META_APP_SECRETS is missing: give the app secret of your Meta app, or several separated by commas.',
  verifyToken: 'ECHODESK_META_VERIFY_TOKEN is missing: give the word you typed as verify token in your Meta app.',
  graphUrl: 'ECHODESK_GRAPH_URL must be an http or https address.',
  graphVersion: 'ECHODESK_GRAPH_VERSION must look like v26.0.',
  graphToken: 'ECHODESK_GRAPH_TOKEN is missing: give the access token of your WhatsApp Business account.',
  numberId: 'ECHODESK_PRACTICE_NUMBER_ID is missing: practice needs the number id that the sandbox plays.',
  displayNumber: 'ECHODESK_PRACTICE_DISPLAY_NUMBER must not be empty.',
  tokens: `Each of ECHODESK_PRACTICE_TOKENS must have at least ${MIN_TOKEN_LENGTH} characters.`,
} as const;

/** What every command needs that touches the database. */
export const databaseSettings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: sentences.database })
    .optional()
    .describe('PostgreSQL to use; without it the relay starts its own'),
  ECHODESK_DATA_DIR: text('ECHODESK_DATA_DIR must not be empty.')
    .default('.data/relay')
    .describe('where its own PostgreSQL keeps its files'),
  ECHODESK_ALLOW_UNSAFE_DATABASE: yesOrNo('ECHODESK_ALLOW_UNSAFE_DATABASE').describe(
    '1 accepts a PostgreSQL that may forget what it has confirmed: for throw-away databases',
  ),
  ECHODESK_LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: sentences.logLevel })
    .default('info')
    .describe(LOG_LEVELS.join(', ').replace(/, (\w+)$/, ' or $1')),
});

/** What the relay itself needs besides. */
export const serveSettings = z.object({
  ECHODESK_HOST: text('ECHODESK_HOST must not be empty.').default('127.0.0.1').describe('address to listen on'),
  ECHODESK_PORT: whole(sentences.port, { min: 0, max: 65_535 })
    .default(8080)
    .describe('port to listen on; 0 takes any free one'),
  NATS_URL: z
    .url({ protocol: /^(nats|tls)$/, error: sentences.nats })
    .optional()
    .describe('NATS by which several nodes tell each other of news; one node needs none'),
  ECHODESK_RAW_RETENTION_DAYS: whole(sentences.retention, { min: MIN_RETENTION_DAYS, max: MAX_RETENTION_DAYS })
    .default(30)
    .describe('days for which the bodies of webhooks are kept'),
  ECHODESK_METRICS_TOKEN: z
    .string()
    .min(MIN_TOKEN_LENGTH, { error: sentences.metricsToken })
    .optional()
    .describe('bearer token of /metrics; without it only this machine may read them'),
  ECHODESK_META_APP_SECRETS: commaList
    .refine((list) => list.length > 0, { error: sentences.secrets })
    .describe('app secrets that sign webhooks, separated by commas'),
  ECHODESK_META_VERIFY_TOKEN: text(sentences.verifyToken).describe('verify token of the webhook handshake'),
  ECHODESK_GRAPH_URL: httpUrl(sentences.graphUrl).default('https://graph.facebook.com').describe('Graph API'),
  ECHODESK_GRAPH_VERSION: graphVersion(sentences.graphVersion).default('v26.0').describe('version of the Graph API'),
  ECHODESK_GRAPH_TOKEN: text(sentences.graphToken).describe('access token of the WhatsApp Business account'),
  ECHODESK_PRACTICE: yesOrNo('ECHODESK_PRACTICE').describe('1 makes a practice workspace with people who can sign in'),
});

/** Looked at only where ECHODESK_PRACTICE is 1. */
export const practiceSettings = z.object({
  ECHODESK_PRACTICE_NUMBER_ID: text(sentences.numberId).describe('provider id of the practice number'),
  ECHODESK_PRACTICE_DISPLAY_NUMBER: text(sentences.displayNumber)
    .default('+1 555 010 0000')
    .describe('the practice number as people read it'),
  ECHODESK_PRACTICE_TOKENS: commaList
    .refine((tokens) => tokens.every((token) => token.length >= MIN_TOKEN_LENGTH), { error: sentences.tokens })
    .describe('access tokens of the practice people, separated by commas'),
});

export type LogLevel = z.infer<typeof databaseSettings>['ECHODESK_LOG_LEVEL'];
export type DatabaseSettings = z.infer<typeof databaseSettings>;
export type PracticeSettings = z.infer<typeof practiceSettings>;
