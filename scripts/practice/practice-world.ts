import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { z } from 'zod';
import { ControlClient } from '../../src-sandbox/control-client.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { Cleanup } from '../lib/cleanup.ts';
import { stopProcess } from '../lib/stop-process.ts';
import type { Runner } from '../runner/runner.ts';
import { spawnAs } from '../runner/spawn-as.ts';
import { startPracticeBot } from './bot/practice-bot.ts';
import type { PracticeFolder } from './practice-folder.ts';
import { readyLine } from './ready-line.ts';
import type { StartFlags } from './start-flags.ts';

const sandboxReadySchema = z.object({ ready: z.literal(true), url: z.url(), page: z.url() });
const agentSchema = z.object({ person: z.number(), name: z.string(), role: z.string(), token: z.string() });
const relayReadySchema = z.object({
  ready: z.literal(true),
  url: z.url(),
  practice: z.object({ agents: z.array(agentSchema).min(1) }),
});

export type PracticeAgent = z.infer<typeof agentSchema>;

/** A sandbox and a relay that know each other, with somebody to sign in as. The play has begun. */
export type PracticeWorld = {
  readonly relayUrl: string;
  /** Where a browser can play customers and the owner by hand. */
  readonly sandboxPage: string;
  /** Whom the console is signed in as. */
  readonly agent: PracticeAgent;
};

type Secrets = { readonly appSecret: string; readonly verifyToken: string; readonly token: string };

type PretendMeta = {
  readonly url: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
};

type ServerSpec<Schema> = {
  readonly name: 'sandbox' | 'relay';
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly schema: Schema;
};

function makeSecret(): string {
  return randomBytes(24).toString('hex');
}

/** What Meta and the relay share; new for each run, as nobody else needs it. */
function makeSecrets(): Secrets {
  return { appSecret: makeSecret(), verifyToken: makeSecret(), token: makeSecret() };
}

function sandboxSpec({ appSecret, verifyToken, token }: Secrets, { seed, speed }: PlayFlags) {
  const secrets = ['--verify-token', verifyToken, '--app-secret', appSecret, '--token', token];
  const play = ['--play', 'morning', '--speed', String(speed), ...(seed === undefined ? [] : ['--seed', seed])];
  return {
    name: 'sandbox' as const,
    args: ['src-sandbox/index.ts', '--port', '0', '--deliveries', 'realistic', ...play, ...secrets],
    schema: sandboxReadySchema,
  };
}

function relaySpec(folder: PracticeFolder, { appSecret, verifyToken, token }: Secrets, meta: PretendMeta) {
  const env = {
    ECHODESK_PORT: '0',
    ECHODESK_HOST: '127.0.0.1',
    ECHODESK_DATA_DIR: folder.relay,
    ECHODESK_META_APP_SECRETS: appSecret,
    ECHODESK_META_VERIFY_TOKEN: verifyToken,
    ECHODESK_GRAPH_URL: meta.url,
    ECHODESK_GRAPH_TOKEN: token,
    ECHODESK_PRACTICE: '1',
    ECHODESK_PRACTICE_NUMBER_ID: meta.phoneNumberId,
    ECHODESK_PRACTICE_DISPLAY_NUMBER: `+${meta.displayPhoneNumber}`,
    DATABASE_URL: undefined,
  };
  return { name: 'relay' as const, args: ['src-relay/index.ts', 'serve'], env, schema: relayReadySchema };
}

type PlayFlags = Pick<StartFlags, 'seed' | 'speed'>;

/** Where and as whom servers run, and who ends them. */
type Stage = { readonly runner: Runner; readonly folder: PracticeFolder; readonly cleanup: Cleanup };

async function startServer<Schema extends z.ZodType>(
  { runner, folder, cleanup }: Stage,
  spec: ServerSpec<Schema>,
): Promise<z.output<Schema>> {
  const log = folder.log(spec.name);
  const logFile = openSync(log, 'w');
  const child = spawnAs(runner, [runner.node, '--disable-warning=ExperimentalWarning', ...spec.args], {
    stdio: ['ignore', 'pipe', logFile],
    env: spec.env,
  });
  closeSync(logFile);
  cleanup.add(() => stopProcess(child));
  return readyLine(child, spec.schema, { name: `The ${spec.name}`, log });
}

/** Starts both on free ports, and the bot; the relay keeps its database in the practice folder. */
export async function startPracticeWorld(stage: Stage, flags: PlayFlags): Promise<PracticeWorld> {
  const secrets = makeSecrets();
  const sandbox = await startServer(stage, sandboxSpec(secrets, flags));
  const control = new ControlClient(sandbox.url);
  const { account } = await control.state();
  const meta = { url: sandbox.url, ...account };
  const relay = await startServer(stage, relaySpec(stage.folder, secrets, meta));
  const { agents } = relay.practice;
  const bot = await startPracticeBot(relay.url, oneWithRole(agents, 'bot').token);
  stage.cleanup.add(bot.close);
  await control.setCallbackUrl(new URL('/webhooks/meta', relay.url).href);
  return { relayUrl: relay.url, sandboxPage: sandbox.page, agent: oneWithRole(agents, 'agent') };
}

function oneWithRole(agents: readonly PracticeAgent[], role: string): PracticeAgent {
  return must(
    agents.find((agent) => agent.role === role),
    `a practice ${role}`,
  );
}
