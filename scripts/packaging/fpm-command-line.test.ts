import { expect, test } from 'vitest';
import { controlFile, parseFpmCommandLine } from './fpm-command-line.mjs';

const commandLine =
  '-s dir --force -t deb --name echodesk --version 0.1.0 --architecture amd64 -d libnss3 --deb-compression=gz'
    .split(' ')
    .concat('--description', 'An inbox\nfor several people\n\nat once')
    .concat('-d', 'libgtk-3-0 | libgtk-3-0t64', 'release/linux-unpacked/=/opt/Echodesk');

test('options, repeated options and files are told apart', () => {
  expect(parseFpmCommandLine(commandLine)).toEqual({
    options: {
      s: 'dir',
      t: 'deb',
      name: 'echodesk',
      version: '0.1.0',
      architecture: 'amd64',
      description: 'An inbox\nfor several people\n\nat once',
      'deb-compression': 'gz',
    },
    depends: ['libnss3', 'libgtk-3-0 | libgtk-3-0t64'],
    recommends: [],
    files: [{ from: 'release/linux-unpacked/', to: '/opt/Echodesk' }],
  });
});

test('the control file leaves out what is not known', () => {
  expect(controlFile(parseFpmCommandLine(commandLine), 1234)).toBe(`Package: echodesk
Version: 0.1.0
Architecture: amd64
Installed-Size: 1234
Depends: libnss3, libgtk-3-0 | libgtk-3-0t64
Section: default
Priority: optional
Description: An inbox
 for several people
 .
 at once
`);
});
