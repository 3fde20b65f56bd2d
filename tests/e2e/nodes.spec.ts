import { expect } from '@playwright/test';
import { AgentConsole } from '../support/agent-console.ts';
import { RelayNodes, type RelayNode } from '../support/relay-nodes.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { test } from './fixtures.ts';

/** In which the console of a node that dies shows what customers write. */
const LIVE_AGAIN_MS = 5000;
const MOST_RESTARTS = 6;

/** Restarts the console until the load balancer has brought it to that node. */
async function bringTo(node: RelayNode, desk: AgentConsole, nodes: RelayNodes): Promise<void> {
  for (let restarts = 0; restarts < MOST_RESTARTS; restarts += 1) {
    await expect(desk.conversation('Ada')).toBeVisible();
    if ((await node.metric('consoles_connected')) === 1) return;
    // Whoever comes next gets the other node.
    await fetch(`${nodes.balancer.url}/healthz`, { headers: { connection: 'close' } });
    await desk.restart();
  }
  throw new Error('the balancer never brought the console to the node that holds the lane');
}

test('L4 the console of a node that is killed shows a new message from another node within 5 s', async ({
  desktop,
}) => {
  test.setTimeout(120_000);
  await using stack = new AsyncDisposableStack();
  const nodes = stack.use(await RelayNodes.start({ count: 2, hints: false }));
  const folder = stack.use(await TempFolder.create('nodes-console'));
  // The hardest case: the node that dies also holds the lane.
  const dying = await nodes.holder();
  const desk = new AgentConsole({
    name: 'console',
    folder: folder.at('console'),
    environment: {
      ECHODESK_RELAY_URL: nodes.balancer.url,
      ECHODESK_TOKEN: dying.token,
      DBUS_SESSION_BUS_ADDRESS: desktop.address,
    },
  });
  stack.defer(async () => {
    if (desk.isRunning) await desk.quit();
  });
  const ada = nodes.newCustomer('Ada');
  await ada.writes('before');
  await desk.start();
  await bringTo(dying, desk, nodes);
  await desk.opens('Ada');
  await expect(desk.message('before')).toBeVisible();

  const killed = performance.now();
  await dying.process.end('SIGKILL');
  await ada.writes('after');
  await expect(desk.message('after')).toBeVisible({ timeout: LIVE_AGAIN_MS - (performance.now() - killed) });
  await expect(desk.page.getByText('Offline.', { exact: true })).toHaveCount(0);
});
