#!/usr/bin/env node
// Stands in for fpm where electron-builder can't download it: takes the same command line (for a deb
// from folders) and does the work with dpkg-deb, so that both give the same package.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure, runScript } from '../lib/failure.mjs';
import { controlFile, parseFpmCommandLine } from './fpm-command-line.mjs';

/** @type {Record<string, string>} fpm's names of compressions by dpkg-deb's flag */
const COMPRESSION = { gz: '-Zgzip', xz: '-Zxz', zst: '-Zzstd', none: '-Znone' };
/** Half the time of dpkg-deb's own choice, for a package a few percent larger. */
const LEVEL = '-z4';
const SCRIPTS = [
  { option: 'before-install', name: 'preinst' },
  { option: 'after-install', name: 'postinst' },
  { option: 'before-remove', name: 'prerm' },
  { option: 'after-remove', name: 'postrm' },
];

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptionsWithStringEncoding} [options]
 */
function run(command, args, options = { encoding: 'utf8' }) {
  const result = spawnSync(command, args, { ...options, maxBuffer: 2 ** 26 });
  if (result.status !== 0) throw new Failure(`${command} failed: ${result.stderr || String(result.error)}`);
  return result.stdout;
}

/**
 * @param {string} root
 * @param {{ from: string, to: string }} file
 */
function layOut(root, { from, to }) {
  const target = join(root, to);
  if (statSync(from).isDirectory()) {
    mkdirSync(target, { recursive: true });
    // With the dot the folder's contents are copied, without it the folder itself.
    run('cp', ['-a', '--no-preserve=ownership', `${from.replace(/\/+$/, '')}/.`, target]);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(from, target);
  chmodSync(target, 0o644);
}

/**
 * @param {string} root
 * @param {import('./fpm-command-line.mjs').FpmOrder} order
 */
function writeControl(root, order) {
  const kilobytes = Number(run('du', ['-sk', '--apparent-size', root]).split('\t')[0]);
  const control = join(root, 'DEBIAN');
  mkdirSync(control, { mode: 0o755 });
  writeFileSync(join(control, 'control'), controlFile(order, kilobytes));
  for (const { option, name } of SCRIPTS) {
    const source = order.options[option];
    if (source === undefined) continue;
    copyFileSync(source, join(control, name));
    chmodSync(join(control, name), 0o755);
  }
  const sums = 'find . -path ./DEBIAN -prune -o -type f -printf "%P\\0" | LC_ALL=C sort -z | xargs -0 md5sum';
  run('sh', ['-c', `${sums} > DEBIAN/md5sums`], { cwd: root, encoding: 'utf8' });
}

await runScript(() => {
  const order = parseFpmCommandLine(process.argv.slice(2));
  const { s: source, t: target, package: output } = order.options;
  if (source !== 'dir' || target !== 'deb' || output === undefined) {
    throw new Failure(`This stand-in for fpm makes a deb from folders, not -s ${source} -t ${target}.`);
  }
  const work = mkdtempSync(join(tmpdir(), 'echodesk-deb-'));
  try {
    const root = join(work, 'root');
    mkdirSync(root);
    for (const file of order.files) layOut(root, file);
    run('find', [root, '-type', 'd', '-exec', 'chmod', '0755', '{}', '+']);
    writeControl(root, order);
    rmSync(output, { force: true });
    const compression = COMPRESSION[order.options['deb-compression'] ?? 'xz'] ?? '-Zxz';
    run('dpkg-deb', ['--root-owner-group', compression, LEVEL, '--build', root, resolve(output)]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`Created package {:path=>"${basename(output)}"}`);
});
