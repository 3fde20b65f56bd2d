import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { withCleanup, type Cleanup } from '../lib/cleanup.ts';
import { Failure } from '../lib/failure.mjs';
import { aborted, interruption } from '../lib/interruption.ts';
import { openDisplay, type Display } from '../runner/display.ts';
import { prepareRunner, type Runner } from '../runner/runner.ts';
import { claimData } from './claim.ts';
import { openConsole } from './console.ts';
import { startPracticeWorld } from './practice-world.ts';
import type { StartFlags } from './start-flags.ts';
import { takeScreenshot } from './take-screenshot.ts';

export type PlayChoices = {
  readonly flags: StartFlags;
  /** The console's program and arguments, when it is not the built one. */
  readonly commandOf?: (runner: Runner) => readonly string[];
};

/** Sandbox, relay and console on this machine, until Ctrl-C, until the window is closed, or until the picture is taken. */
export async function play(choices: PlayChoices): Promise<void> {
  const stopped = interruption();
  await withCleanup(async (cleanup) => {
    const runner = prepareRunner();
    claimData(runner.data, cleanup);
    if (!choices.flags.keep) forgetPractice(runner);
    const display = await openDisplay(runner);
    cleanup.add(display.close);
    announce(display, choices.flags);
    await Promise.race([run(runner, cleanup, { ...choices, display }), aborted(stopped)]);
    console.log('Ending everything that was started ...');
  });
}

function forgetPractice(runner: Runner): void {
  for (const part of ['relay', 'console']) rmSync(join(runner.data, part), { recursive: true, force: true });
}

function announce(display: Display, flags: StartFlags): void {
  if (!display.isVirtual) return;
  const hint = flags.screenshot === undefined ? '; npm start -- --screenshot FILE shows what it looks like' : '';
  console.log(`No display found: the console runs on a virtual one (Xvfb)${hint}.`);
}

async function run(
  runner: Runner,
  cleanup: Cleanup,
  { flags, display, commandOf }: PlayChoices & { readonly display: Display },
): Promise<void> {
  console.log('Starting the practice WhatsApp and the relay with its database ...');
  const world = await startPracticeWorld(runner, cleanup);
  const { screenshot, theme } = flags;
  const closed = openConsole(runner, cleanup, {
    world,
    displayEnv: display.env,
    theme,
    ...(commandOf === undefined ? {} : { command: commandOf(runner) }),
    switches: screenshot === undefined ? [] : ['--remote-debugging-port=0'],
  });
  console.log(`Signed in as ${world.agents[0]?.name}. Play customers and the owner's phone at ${world.sandboxPage}`);
  if (screenshot === undefined) {
    console.log('Ctrl-C ends everything.');
    await closed;
    return;
  }
  const closedEarly = closed.then(() => {
    throw new Failure('The console ended before its picture was taken.', `Its log is in ${runner.data}`);
  });
  await Promise.race([takeScreenshot(runner, screenshot), closedEarly]);
  console.log(`Saved ${screenshot}`);
}
