import path from 'node:path';

import type { z } from 'zod';

import { gatherSettings, readSecret, type Environment, type GivenSettings } from './given-settings.ts';
import { nearestName } from './nearest-name.ts';
import { NUMBER_KEYS, numbersSchema, type NumberSettings } from './number-settings.ts';
import {
  databaseSettings,
  practiceSettings,
  serveSettings,
  type DatabaseSettings,
  type LogLevel,
  type PracticeSettings,
} from './setting-schemas.ts';

/** Everything the relay is told from outside. Read once, at the start of the process. */
export type RelayConfig = DatabaseConfig & {
  readonly host: string;
  /** 0 asks the system for any free port. */
  readonly port: number;
  /** Null: this node is the only one, or the others are found out by looking. */
  readonly natsUrl: string | null;
  /** Days for which the bodies of webhooks are kept. */
  readonly rawRetentionDays: number;
  /** Null: only this machine may read the metrics. */
  readonly metricsToken: string | null;
  readonly meta: { readonly appSecrets: readonly string[]; readonly verifyToken: string };
  readonly graph: { readonly url: string; readonly version: string; readonly token: string };
  /** Numbers that differ from `graph`, by the provider's id. */
  readonly numbers: Readonly<Record<string, NumberConfig>>;
  /** Null unless this relay is for practice and tests. */
  readonly practice: PracticeConfig | null;
};

/** What commands need that work on the database alone. */
export type DatabaseConfig = {
  readonly database: DatabaseChoice;
  /** Whether a PostgreSQL will do that may forget what it has confirmed. */
  readonly allowsUnsafeDatabase: boolean;
  readonly logLevel: LogLevel;
};

/** The operator's own PostgreSQL, or one that the relay starts itself with its files in `dataDir`. */
export type DatabaseChoice =
  | { readonly kind: 'operator'; readonly url: string }
  | { readonly kind: 'embedded'; readonly dataDir: string };

/** What is absent is as for every other number. */
export type NumberConfig = {
  readonly url?: string | undefined;
  readonly version?: string | undefined;
  /** In lower case. `authorization`, the default, takes `Bearer ` before the token. */
  readonly authHeader?: string | undefined;
  readonly token?: string | undefined;
  /** Messages per second, in both directions together. */
  readonly throughput?: number | undefined;
};

export type PracticeConfig = {
  /** The provider's id of the business number that the practice inbox stands for. */
  readonly numberId: string;
  readonly displayNumber: string;
  /** Access tokens of the practice people, in their order; a missing one is made anew at each start. */
  readonly tokens: readonly string[];
};

export type ConfigResult<Config = RelayConfig> =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads everything that `serve` needs. Gives one clear sentence for each value that can't be used, all at once. */
export function readConfig(environment: Environment): ConfigResult {
  const given = gatherSettings(environment);
  const database = databaseSettings.safeParse(given.values);
  const serve = serveSettings.safeParse(given.values);
  const practice = given.values['ECHODESK_PRACTICE'] === '1' ? practiceSettings.safeParse(given.values) : undefined;
  const numbers = readNumbers(given);
  const problems = [
    ...given.problems,
    ...[database, serve, practice].flatMap((result) => sentencesOf(result?.error, given)),
    ...numbers.problems,
  ];
  if (!database.success || !serve.success || practice?.success === false || problems.length > 0) {
    return { ok: false, problems };
  }
  const settings = serve.data;
  return {
    ok: true,
    config: {
      ...databaseConfig(database.data),
      host: settings.ECHODESK_HOST,
      port: settings.ECHODESK_PORT,
      natsUrl: settings.NATS_URL ?? null,
      rawRetentionDays: settings.ECHODESK_RAW_RETENTION_DAYS,
      metricsToken: settings.ECHODESK_METRICS_TOKEN ?? null,
      meta: { appSecrets: settings.ECHODESK_META_APP_SECRETS, verifyToken: settings.ECHODESK_META_VERIFY_TOKEN },
      graph: {
        url: settings.ECHODESK_GRAPH_URL,
        version: settings.ECHODESK_GRAPH_VERSION,
        token: settings.ECHODESK_GRAPH_TOKEN,
      },
      numbers: numbers.numbers,
      practice: practice === undefined ? null : practiceConfig(practice.data),
    },
  };
}

/** Reads what a command on the database needs, and asks for nothing else. Mistyped names are refused all the same. */
export function readDatabaseConfig(environment: Environment): ConfigResult<DatabaseConfig> {
  const given = gatherSettings(environment);
  const database = databaseSettings.safeParse(given.values);
  const problems = [...given.problems, ...sentencesOf(database.error, given)];
  if (!database.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: databaseConfig(database.data) };
}

/** What can be said of the database although other settings are wrong; undefined where its own are. For the doctor. */
export function usableDatabaseConfig(environment: Environment): DatabaseConfig | undefined {
  const { values, unreadable } = gatherSettings(environment);
  const { data } = databaseSettings.safeParse(values);
  return data === undefined || unreadable.has('DATABASE_URL') ? undefined : databaseConfig(data);
}

function databaseConfig(settings: DatabaseSettings): DatabaseConfig {
  const { DATABASE_URL: url, ECHODESK_DATA_DIR: dataDir } = settings;
  return {
    database: url === undefined ? { kind: 'embedded', dataDir } : { kind: 'operator', url },
    allowsUnsafeDatabase: settings.ECHODESK_ALLOW_UNSAFE_DATABASE,
    logLevel: settings.ECHODESK_LOG_LEVEL,
  };
}

function practiceConfig(settings: PracticeSettings): PracticeConfig {
  return {
    numberId: settings.ECHODESK_PRACTICE_NUMBER_ID,
    displayNumber: settings.ECHODESK_PRACTICE_DISPLAY_NUMBER,
    tokens: settings.ECHODESK_PRACTICE_TOKENS,
  };
}

type Numbers = { readonly numbers: Readonly<Record<string, NumberConfig>>; readonly problems: readonly string[] };

function readNumbers({ numbers: given, folder }: GivenSettings): Numbers {
  const parsed = numbersSchema.safeParse(given ?? {});
  if (!parsed.success) return { numbers: {}, problems: parsed.error.issues.map(numberSentence) };
  const problems: string[] = [];
  const numbers = Object.entries(parsed.data).map(
    ([id, settings]) => [id, withSecret({ id, settings, folder }, problems)] as const,
  );
  return { numbers: Object.fromEntries(numbers), problems };
}

type GivenNumber = { readonly id: string; readonly settings: NumberSettings; readonly folder: string };

function withSecret({ id, settings, folder }: GivenNumber, problems: string[]): NumberConfig {
  const { tokenFile, ...number } = settings;
  if (tokenFile === undefined) return number;
  if (number.token !== undefined) {
    problems.push(`Give either numbers.${id}.token or numbers.${id}.tokenFile, not both.`);
    return number;
  }
  const token = readSecret({ name: `numbers.${id}.tokenFile`, file: path.resolve(folder, tokenFile) }, problems);
  return { ...number, token };
}

function numberSentence(issue: z.core.$ZodIssue): string {
  const place = ['numbers', ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys') {
    const [wrong = ''] = issue.keys;
    const nearest = nearestName(wrong, NUMBER_KEYS);
    return `${place}.${wrong} is not known: ${nearest === undefined ? `there are ${NUMBER_KEYS.join(', ')}.` : `did you mean ${nearest}?`}`;
  }
  if (issue.code === 'invalid_key') return `${place} ${issue.issues[0]?.message ?? issue.message}`;
  return `${place} ${issue.message}`;
}

function sentencesOf(error: z.ZodError | undefined, { unreadable }: GivenSettings): readonly string[] {
  return (error?.issues ?? [])
    .filter(({ path: [name] }) => typeof name !== 'string' || !unreadable.has(name))
    .map(({ message }) => message);
}
