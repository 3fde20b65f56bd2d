import type { Json } from '../webhooks/envelope.ts';
import { businessDigits, type BusinessAccount } from './account.ts';
import type { Conversations } from './conversations.ts';

/** What a message refers to, besides what it says (facts §2.1, "context forms"). */
export type MessageLinks = {
  /** Wamid of the quoted message; may be one that nobody here knows. */
  readonly replyTo?: string | undefined;
  /** `often`: passed on over more than five hops. */
  readonly forwarded?: 'once' | 'often' | undefined;
  /** The catalogue item asked about. */
  readonly product?: { readonly catalogId: string; readonly productId: string } | undefined;
  /** The ad or post that the customer comes from, in the wire's own shape. */
  readonly referral?: Json | undefined;
};

/** `hiddenWaId`: the customer's number when Meta keeps it to itself, so that no `from` gives it away. */
export type ContextDeps = {
  readonly account: BusinessAccount;
  readonly conversations: Conversations;
  readonly hiddenWaId: string | undefined;
};

/** The `context` object of a message, if its links make one. */
export function contextOf(deps: ContextDeps, links: MessageLinks): Json | undefined {
  if (links.forwarded === 'once') return { forwarded: true };
  if (links.forwarded === 'often') return { frequently_forwarded: true };
  const { replyTo, product } = links;
  if (replyTo === undefined && product === undefined) return undefined;
  return {
    ...quoted(deps, replyTo),
    ...(product === undefined
      ? {}
      : { referred_product: { catalog_id: product.catalogId, product_retailer_id: product.productId } }),
  };
}

/** Whom the quoted message is from: of an unknown one, the business. */
function quoted({ account, conversations, hiddenWaId }: ContextDeps, replyTo: string | undefined): Json {
  const business = businessDigits(account);
  if (replyTo === undefined) return { from: business };
  const message = conversations.find(replyTo);
  const from = message?.author === 'customer' ? message.waId : business;
  return from === hiddenWaId ? { id: replyTo } : { from, id: replyTo };
}
