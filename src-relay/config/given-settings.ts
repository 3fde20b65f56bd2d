import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { nearestName } from './nearest-name.ts';
import { CONFIG_FILE, isForRelay, SECRET_FILE_NAMES, SETTING_NAMES, settingOfFile } from './setting-names.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What was given from outside, before anybody asked whether the values are any good. */
export type GivenSettings = {
  readonly values: Readonly<Record<string, string>>;
  /** The `numbers` of the file, as it stands there. */
  readonly numbers: unknown;
  /** Paths in the file begin here. */
  readonly folder: string;
  /** One sentence for each thing that could not be read. */
  readonly problems: readonly string[];
  /** Settings that are given but could not be read: a second sentence, that they are missing, would be wrong. */
  readonly unreadable: ReadonlySet<string>;
};

type Source = {
  readonly values: Readonly<Record<string, string>>;
  /** Relative paths of this source begin here. */
  readonly folder: string;
};

const NUMBERS = 'numbers';

const fileValueSchema = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform((value) => (value ? '1' : '0')),
  z.array(z.string()).transform((list) => list.join(',')),
]);

/**
 * Settings of the environment and of the file that ECHODESK_CONFIG names. The environment goes first, and an empty
 * variable counts as absent. A name that nobody knows is a problem, because it is most likely a mistyped one.
 */
export function gatherSettings(environment: Environment): GivenSettings {
  const problems: string[] = [];
  const file = readConfigFile(environment[CONFIG_FILE], problems);
  const variables = ofEnvironment(environment, problems);
  const unreadable = new Set<string>();
  const values: Record<string, string> = {};
  for (const source of [file, { values: variables, folder: process.cwd() }]) {
    const { resolved, failed } = resolveSecrets(source, problems);
    Object.assign(values, resolved);
    for (const name of failed) unreadable.add(name);
  }
  return {
    values,
    numbers: file.numbers,
    folder: file.folder,
    problems,
    unreadable,
  };
}

function ofEnvironment(environment: Environment, problems: string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '' || name === CONFIG_FILE || !isForRelay(name)) continue;
    if (isSetting(name)) given[name] = value;
    else problems.push(unknownSetting(name));
  }
  return given;
}

function readConfigFile(file: string | undefined, problems: string[]): Source & { readonly numbers: unknown } {
  const nothing = { values: {}, folder: process.cwd(), numbers: undefined };
  if (file === undefined || file === '') return nothing;
  const folder = path.dirname(path.resolve(file));
  const parsed = parseJsonObject(file);
  if (typeof parsed === 'string') {
    problems.push(parsed);
    return nothing;
  }
  const { [NUMBERS]: numbers, ...rest } = parsed;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (!isSetting(name)) {
      problems.push(unknownSetting(name, ` in ${file}`));
      continue;
    }
    const { data } = fileValueSchema.safeParse(value);
    if (data === undefined) {
      problems.push(`${name} in ${file} must be a text, a number, true, false or a list of texts.`);
      continue;
    }
    if (data !== '') values[name] = data;
  }
  return { values, folder, numbers };
}

/** The object in the file, or what is wrong with it. */
function parseJsonObject(file: string): Record<string, unknown> | string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    return `${CONFIG_FILE} names a file that can't be read (${codeOf(error)}): ${file}.`;
  }
  try {
    const { data } = z.record(z.string(), z.unknown()).safeParse(JSON.parse(content));
    return data ?? `${file} must hold one JSON object, such as {"ECHODESK_PORT": 8080}.`;
  } catch {
    return `${file} is not JSON: check it for a missing quote, a comma too many or a comment.`;
  }
}

type Resolved = { readonly resolved: Readonly<Record<string, string>>; readonly failed: readonly string[] };

/** Puts the content of its file in the place of each `…_FILE`. */
function resolveSecrets({ values, folder }: Source, problems: string[]): Resolved {
  const resolved: Record<string, string> = {};
  const failed: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (!SECRET_FILE_NAMES.includes(name)) {
      resolved[name] = value;
      continue;
    }
    const setting = settingOfFile(name);
    if (values[setting] !== undefined) {
      problems.push(`Give either ${setting} or ${name}, not both.`);
      continue;
    }
    const secret = readSecret({ name, file: path.resolve(folder, value) }, problems);
    if (secret === undefined) failed.push(setting);
    else resolved[setting] = secret;
  }
  return { resolved, failed };
}

/** What a file holds, without the new line at its end; undefined once a problem is told. */
export function readSecret(
  { name, file }: { readonly name: string; readonly file: string },
  problems: string[],
): string | undefined {
  try {
    const content = readFileSync(file, 'utf8').trim();
    if (content !== '') return content;
    problems.push(`${name} names an empty file: ${file}.`);
  } catch (error) {
    problems.push(`${name} names a file that can't be read (${codeOf(error)}): ${file}.`);
  }
  return undefined;
}

function isSetting(name: string): boolean {
  return SETTING_NAMES.includes(name) || SECRET_FILE_NAMES.includes(name);
}

function unknownSetting(name: string, where = ''): string {
  const nearest = nearestName(name, [...SETTING_NAMES, ...SECRET_FILE_NAMES, CONFIG_FILE, NUMBERS]);
  const remedy = nearest === undefined ? 'serve --help lists them.' : `did you mean ${nearest}?`;
  return `${name}${where} is not a setting of the relay: ${remedy}`;
}

const systemErrorSchema = z.object({ code: z.string() });

function codeOf(error: unknown): string {
  return systemErrorSchema.safeParse(error).data?.code ?? 'unknown fault';
}
