import { expect, test } from 'vitest';

import { takeConfigOption } from './config-option.ts';

test.for([
  [['serve'], { rest: ['serve'], file: undefined }],
  [['--config', 'a.json', 'serve'], { rest: ['serve'], file: 'a.json' }],
  [['doctor', '--config', 'a.json', '--json'], { rest: ['doctor', '--json'], file: 'a.json' }],
  [['doctor', '--json', '--config=a.json'], { rest: ['doctor', '--json'], file: 'a.json' }],
  [['serve', '--config'], { rest: ['serve'], file: '' }],
] as const)('%j', ([commandLine, expected]) => {
  expect(takeConfigOption(commandLine)).toEqual(expected);
});
