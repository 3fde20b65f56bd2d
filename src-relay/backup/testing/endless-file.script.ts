import { setTimeout as pause } from 'node:timers/promises';

import { must } from '../../../src-shared/lib/must.ts';
import { writeWhole } from '../write-whole.ts';

// Writes a file that has no end, says so once it has begun, and waits to be ended.
async function* bytes() {
  for (;;) {
    yield Buffer.alloc(1024);
    await pause(10);
    process.stdout.write('writing\n');
  }
}

await writeWhole({ file: must(process.argv[2], 'file'), overwrites: false }, bytes(), () => Promise.resolve());
