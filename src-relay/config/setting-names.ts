import { databaseSettings, practiceSettings, serveSettings } from './setting-schemas.ts';

/** Everything the relay can be told by name, in the order in which people read of it. */
export const SETTING_SHAPES = { ...databaseSettings.shape, ...serveSettings.shape, ...practiceSettings.shape };

export const SETTING_NAMES: readonly string[] = Object.keys(SETTING_SHAPES);

/** Where the settings may stand besides the environment. */
export const CONFIG_FILE = 'ECHODESK_CONFIG';

/** Each of these may be given as the path of a file instead, as container secrets are. */
const SECRETS = [
  'DATABASE_URL',
  'NATS_URL',
  'ECHODESK_METRICS_TOKEN',
  'ECHODESK_META_APP_SECRETS',
  'ECHODESK_META_VERIFY_TOKEN',
  'ECHODESK_GRAPH_TOKEN',
] as const;

const SUFFIX = '_FILE';

export const SECRET_FILE_NAMES: readonly string[] = SECRETS.map((name) => `${name}${SUFFIX}`);

/** `ECHODESK_GRAPH_TOKEN` of `ECHODESK_GRAPH_TOKEN_FILE`. */
export function settingOfFile(name: string): string {
  return name.slice(0, -SUFFIX.length);
}

/** Variables of the console and of this repository's scripts, which share the prefix and mean nothing here. */
const OF_OTHER_PARTS: ReadonlySet<string> = new Set([
  'ECHODESK_CACHE',
  'ECHODESK_RELAY_URL',
  'ECHODESK_SCREENSHOTS',
  'ECHODESK_THEME',
  'ECHODESK_TOKEN',
  'ECHODESK_USER_DATA',
]);

/** Whether a variable of the environment is meant for the relay, known or mistyped. */
export function isForRelay(variable: string): boolean {
  if (OF_OTHER_PARTS.has(variable)) return false;
  return variable.startsWith('ECHODESK_') || SETTING_NAMES.includes(variable) || SECRET_FILE_NAMES.includes(variable);
}
