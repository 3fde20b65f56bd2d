import { useState } from 'react';
import { Chat } from './chat.tsx';
import { Composer } from './composer.tsx';
import type { Actor } from './door.ts';
import type { Customer } from './door-answers.ts';
import { useChat } from './use-sandbox.ts';

export type CustomersPhoneProps = {
  readonly customer: Customer;
  readonly nowSeconds: number;
  readonly attempt: (action: string, input: Readonly<Record<string, unknown>>) => Promise<boolean>;
};

/** One chat with everything that its two people can do in it. */
export function CustomersPhone({ customer, nowSeconds, attempt }: CustomersPhoneProps) {
  const [actor, setActor] = useState<Actor>('customer');
  const messages = useChat(customer.waId);
  const { waId } = customer;
  return (
    <>
      <Chat
        customer={customer}
        messages={messages}
        nowSeconds={nowSeconds}
        actor={actor}
        actOn={(deed, about) => void attempt(`${actor}-${deed}`, about)}
      />
      <Composer
        actor={actor}
        onActor={setActor}
        say={async (said) =>
          actor === 'owner'
            ? attempt('owner-answers', { to: waId, ...said })
            : attempt('customer-writes', { from: waId, ...said })
        }
      />
    </>
  );
}
