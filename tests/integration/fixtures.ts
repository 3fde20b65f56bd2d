import { test as base } from 'vitest';
import { TestWorld } from '../support/test-world.ts';

/** A world without a window: sandbox and relay. Its logs are printed when a test fails. */
export const test = base.extend<{ world: TestWorld }>({
  world: async ({ onTestFailed }, provide) => {
    const world = await TestWorld.start();
    onTestFailed(() => {
      for (const { part, text } of world.logs()) process.stderr.write(`──── ${part}\n${text}\n`);
    });
    await provide(world);
    await world[Symbol.asyncDispose]();
  },
});
