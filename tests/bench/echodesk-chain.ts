import { TestWorld } from '../support/test-world.ts';
import type { Chain } from './chain.ts';

export type EchodeskChain = Chain & { readonly world: TestWorld };

/** The whole product with one conversation open in its window. */
export async function startEchodeskChain(customer: string): Promise<EchodeskChain> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await TestWorld.start());
  const desk = await world.openConsole();
  await world.customer(customer).writes('Good morning');
  await desk.opens(customer);
  await desk.message('Good morning').waitFor();
  const owned = stack.move();
  const { webhookUrl } = world.relay;
  return { world, webhookUrl, page: desk.page, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
