export type FaultsProps = {
  /** How many orders stand. */
  readonly ordered: number;
  readonly order: (action: string, input: Readonly<Record<string, unknown>>) => Promise<boolean>;
};

type Order = { readonly label: string; readonly action: string; readonly input: Readonly<Record<string, unknown>> };

const ORDERS: readonly Order[] = [
  {
    label: 'Graph answers 130429 for 10 s',
    action: 'send-faults',
    input: { fault: { kind: 'error-code', code: 130_429 }, forSeconds: 10 },
  },
  {
    label: 'Next send fails with 131026',
    action: 'send-faults',
    input: { fault: { kind: 'failed-status', code: 131_026 }, count: 1 },
  },
  {
    label: 'Next send is taken, but its answer is lost',
    action: 'send-faults',
    input: { fault: { kind: 'no-answer' }, count: 1 },
  },
  {
    label: 'Graph answers 503 for 10 s',
    action: 'call-faults',
    input: { fault: { kind: 'server-error', httpStatus: 503 }, forSeconds: 10 },
  },
  { label: 'Drop the next 3 deliveries', action: 'delivery-faults', input: { fault: 'drop', count: 3 } },
  { label: 'Repeat the next 3 deliveries', action: 'delivery-faults', input: { fault: 'duplicate', count: 3 } },
  {
    label: 'Delay deliveries by 5 s, for 30 s',
    action: 'delivery-faults',
    input: { fault: { delayMs: 5000 }, forSeconds: 30 },
  },
  {
    label: 'Next delivery has a wrong signature',
    action: 'delivery-faults',
    input: { fault: 'bad-signature', count: 1 },
  },
];

/** What can go wrong at Meta, on demand. */
export function Faults({ ordered, order }: FaultsProps) {
  return (
    <details className="faults">
      <summary>Faults{ordered === 0 ? '' : ` (${ordered} ordered)`}</summary>
      <div className="row">
        {ORDERS.map(({ label, action, input }) => (
          <button key={label} type="button" onClick={() => void order(action, input)}>
            {label}
          </button>
        ))}
        <button type="button" disabled={ordered === 0} onClick={() => void order('clear-faults', {})}>
          Take all faults back
        </button>
      </div>
    </details>
  );
}
