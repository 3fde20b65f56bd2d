import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachWindow } from '../../scripts/lib/attach-window.ts';
import { ensureUnprivilegedUser, giveTo, isRoot } from '../../scripts/runner/identity.ts';
import { must } from '../../src-shared/lib/must.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { buildPackage, install, type InstalledConsole } from './installed-console.ts';
import { startProgram } from './program.ts';

const FUSES = {
  [FuseV1Options.RunAsNode]: FuseState.DISABLE,
  [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
  [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
  [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  [FuseV1Options.WasmTrapHandlers]: FuseState.ENABLE,
};

let folder: TempFolder;
let installed: InstalledConsole;

beforeAll(async () => {
  const deb = await buildPackage();
  folder = await TempFolder.create('package');
  installed = install(deb, folder.at('unpacked'));
});

afterAll(async () => {
  installed?.remove();
  await folder?.[Symbol.asyncDispose]();
});

test('the nine fuses are set', async () => {
  expect(await getCurrentFuseWire(join(installed.folder, 'echodesk'))).toMatchObject(FUSES);
});

test('nothing of the development runtime is left in it', () => {
  const leftovers = [
    'FALLBACK-TEST-ONLY',
    'resources/default_app.asar',
    'resources/app',
    'resources/app.asar.unpacked',
  ];
  expect(leftovers.filter((name) => existsSync(join(installed.folder, name)))).toEqual([]);
});

test('every file of it is there as it was packed', () => {
  expect(installed.verify()).toBe('');
  expect(existsSync(installed.desktopEntry)).toBe(true);
});

test('it starts in its sandbox and shows its window', async () => {
  const identity = isRoot() ? ensureUnprivilegedUser() : undefined;
  const profile = await TempFolder.create('package-profile');
  if (identity !== undefined) giveTo(identity, profile.path);
  const program = await startProgram(installed.program, { identity, profile: profile.path });
  try {
    const window = await attachWindow(() => program.debuggingPort, Date.now() + 60_000);
    const { browser, page } = must(window, "the console's window");
    await page.waitForFunction(() => (document.querySelector('#root')?.textContent ?? '') !== '');
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    expect(program.rendererSeccompModes()).toEqual(new Set([2]));
    await browser.close();
  } finally {
    await program.end();
    await profile[Symbol.asyncDispose]();
  }
});
