import { withCleanup, type Cleanup } from '../lib/cleanup.ts';
import { Failure } from '../lib/failure.mjs';
import { aborted, interruption } from '../lib/interruption.ts';
import { openDisplay, type Display } from '../runner/display.ts';
import { prepareRunner, type Runner } from '../runner/runner.ts';
import { claimFolder } from './claim.ts';
import { openConsole } from './console.ts';
import { practiceFolder, preparePractice, type PracticeFolder } from './practice-folder.ts';
import { startPracticeWorld } from './practice-world.ts';
import type { StartFlags } from './start-flags.ts';
import { forgetDebuggingPort, takeScreenshot } from './take-screenshot.ts';

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
    const folder = practiceFolder(runner);
    claimFolder(folder.path, cleanup);
    preparePractice(runner, folder, choices.flags);
    const display = await openDisplay(runner);
    cleanup.add(display.close);
    announce(display, choices.flags);
    await Promise.race([run({ runner, folder, cleanup }, { ...choices, display }), aborted(stopped)]);
    console.log('Ending everything that was started ...');
  });
}

function announce(display: Display, flags: StartFlags): void {
  if (!display.isVirtual) return;
  const hint = flags.screenshot === undefined ? '; npm start -- --screenshot FILE shows what it looks like' : '';
  console.log(`No display found: the console runs on a virtual one (Xvfb)${hint}.`);
}

async function run(
  stage: { readonly runner: Runner; readonly folder: PracticeFolder; readonly cleanup: Cleanup },
  { flags, display, commandOf }: PlayChoices & { readonly display: Display },
): Promise<void> {
  const { runner, folder, cleanup } = stage;
  console.log('Starting the practice WhatsApp and the relay with its database ...');
  const world = await startPracticeWorld(stage, flags);
  const { screenshot, theme } = flags;
  forgetDebuggingPort(folder);
  const closed = openConsole(runner, cleanup, {
    folder,
    world,
    displayEnv: display.env,
    theme,
    ...(commandOf === undefined ? {} : { command: commandOf(runner) }),
    switches: screenshot === undefined ? [] : ['--remote-debugging-port=0'],
  });
  console.log(`Signed in as ${world.agent.name}. A morning at the shop begins.`);
  console.log(`Play customers and the owner's phone yourself at ${world.sandboxPage}`);
  if (screenshot === undefined) {
    console.log('Ctrl-C ends everything.');
    await closed;
    return;
  }
  const closedEarly = closed.then(() => {
    throw new Failure('The console ended before its picture was taken.', `Its log is ${folder.log('console')}`);
  });
  await Promise.race([takeScreenshot(folder, screenshot), closedEarly]);
  console.log(`Saved ${screenshot}`);
}
