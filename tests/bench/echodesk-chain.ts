import { TestWorld } from '../support/test-world.ts';
import type { Chain } from './chain.ts';

export type EchodeskChain = Chain & { readonly world: TestWorld };

/** The whole product with one conversation open in its window. */
export async function startEchodeskChain(customer: string): Promise<EchodeskChain> {
  const world = await TestWorld.start();
  const desk = await world.openConsole();
  await world.customer(customer).writes('Good morning');
  await desk.opens(customer);
  await desk.message('Good morning').waitFor();
  return {
    world,
    webhookUrl: world.relay.webhookUrl,
    page: desk.page,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
