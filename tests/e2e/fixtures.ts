import { test as base, type TestInfo } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import { NotificationDaemon } from '../support/notification-daemon.ts';
import { TestWorld, type WorldOptions } from '../support/test-world.ts';

type Fixtures = {
  /** What `test.use` asks of the world, on top of its desktop. */
  readonly worldOptions: Omit<WorldOptions, 'busAddress'>;
  /** A desktop of the test's own, which remembers every notification. */
  readonly desktop: NotificationDaemon;
  /** Sandbox and relay; consoles open on demand. */
  readonly world: TestWorld;
  /** The first agent's console, open. */
  readonly desk: AgentConsole;
};

export const test = base.extend<Fixtures>({
  desktop: async ({}, provide) => {
    await using desktop = await NotificationDaemon.start();
    await provide(desktop);
  },
  worldOptions: [{}, { option: true }],
  world: async ({ desktop, worldOptions }, provide, info) => {
    await using world = await TestWorld.start({ ...worldOptions, busAddress: desktop.address });
    await provide(world);
    if (info.status !== info.expectedStatus) await keepEvidence(world, info);
  },
  desk: async ({ world }, provide) => {
    await provide(await world.openConsole());
  },
});

/** What was on the screens and in the logs when a test failed. */
async function keepEvidence(world: TestWorld, info: TestInfo): Promise<void> {
  for (const { part, text } of world.logs()) {
    await info.attach(`${part}.log`, { body: text, contentType: 'text/plain' });
  }
  for (const [index, desk] of world.consoles.entries()) {
    if (!desk.isRunning) continue;
    const body = await desk.picture();
    await info.attach(`console-${index}.png`, { body, contentType: 'image/png' });
  }
}
