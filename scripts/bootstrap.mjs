#!/usr/bin/env node
// bootstrap.mjs COMMAND [arguments]: sets up what COMMAND needs on a fresh clone, then runs it.
// Works on Node 18 with nothing installed.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { Failure, runScript } from './lib/failure.mjs';
import { inProject, projectRoot } from './lib/paths.mjs';
import { ensureNode } from './lib/pinned-node.mjs';
import { runInForeground } from './lib/run-child.mjs';
import { COMMANDS } from './setup/commands.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';

/**
 * A step that prints its own sentence when it fails.
 * @param {string} command
 * @param {string[]} args
 */
function mustSucceed(command, args) {
  const step = spawnSync(command, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  if (step.status !== 0) process.exit(1);
}

/** @param {'own' | 'virtual'} display */
function ensureSystemLibraries(display) {
  if (process.platform !== 'linux') return;
  const hasDesktop = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  mustSucceed('sh', [inProject('scripts', 'linux-deps.sh'), display === 'own' && hasDesktop ? 'desktop' : 'headless']);
}

await runScript(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  const usages = Object.values(COMMANDS).map(({ help }) => help);
  if (command === undefined) throw new Failure(`There is no command "${name}".`, usages.join('\n\n  '));
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help);
    return;
  }
  const node = ensureNode();
  ensureDependencies(node);
  ensureSystemLibraries(command.display);
  mustSucceed(node, [inProject('scripts', 'provision-electron.mjs')]);
  process.exitCode = await runInForeground(node, [inProject(command.script), ...args], {
    cwd: projectRoot,
    env: { ...process.env, PATH: dirname(node) + delimiter + (process.env['PATH'] ?? '') },
  });
});
