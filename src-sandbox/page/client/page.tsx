import { useState } from 'react';
import { CustomerList } from './customer-list.tsx';
import { CustomersPhone } from './customers-phone.tsx';
import type { SandboxState } from './door-answers.ts';
import { Faults } from './faults.tsx';
import { newestFirst, useAttempt, useSandboxState } from './use-sandbox.ts';

/** Customers on the left, the chosen one's phone on the right; everything goes through the control door. */
export function Page() {
  const { state, problem } = useSandboxState();
  if (state === undefined) return <p className="quiet loading">{problem ?? 'Looking at the sandbox …'}</p>;
  return <LivePage state={state} problem={problem} />;
}

function LivePage({ state, problem }: { readonly state: SandboxState; readonly problem: string | undefined }) {
  const [wanted, setWanted] = useState<string>();
  const { attempt, refusal } = useAttempt();
  const customers = newestFirst(state.customers);
  const customer = customers.find(({ waId }) => waId === wanted) ?? customers[0];

  async function welcome(from: string, name: string): Promise<void> {
    const isTaken = await attempt('customer-writes', { from, text: 'Hello', ...(name === '' ? {} : { name }) });
    if (isTaken) setWanted(from);
  }

  return (
    <>
      <header>
        <h1>Practice WhatsApp</h1>
        <p className="quiet">{summaryOf(state)}</p>
        <Faults ordered={Object.values(state.faults).flat().length} order={attempt} />
        <p className="problem" role="alert">
          {problem === undefined ? refusal : `The sandbox does not answer: ${problem}`}
        </p>
      </header>
      <CustomerList customers={customers} chosen={customer?.waId} onChoose={setWanted} onArrive={welcome} />
      <main>
        {customer === undefined ? (
          <p className="quiet loading">Nobody has written yet. Add a customer.</p>
        ) : (
          <CustomersPhone
            key={customer.waId}
            customer={customer}
            nowSeconds={state.nowSeconds}
            attempt={async (action, input) => {
              setWanted(customer.waId);
              return attempt(action, input);
            }}
          />
        )}
      </main>
    </>
  );
}

function summaryOf({ account, callbackUrl, handshake, deliveries, pending }: SandboxState): string {
  const target = callbackUrl === undefined ? 'webhooks go nowhere yet' : `webhooks to ${callbackUrl}`;
  const doubt = handshake?.verified === false ? ` (not verified: ${handshake.reason ?? ''})` : '';
  const counts = `${deliveries.delivered} delivered, ${pending.deliveries} waiting`;
  return `+${account.displayPhoneNumber.replaceAll(/\D/g, '')} · ${target}${doubt} · ${counts}`;
}
