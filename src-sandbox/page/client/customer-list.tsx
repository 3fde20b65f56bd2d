import { useState, type SubmitEvent } from 'react';
import type { Customer } from './door-answers.ts';

export type CustomerListProps = {
  /** In the order shown. */
  readonly customers: readonly Customer[];
  readonly chosen: string | undefined;
  readonly onChoose: (waId: string) => void;
  /** Somebody new writes for the first time. */
  readonly onArrive: (waId: string, name: string) => Promise<void>;
};

export function CustomerList({ customers, chosen, onChoose, onArrive }: CustomerListProps) {
  const [search, setSearch] = useState('');
  const found = customers.filter((customer) => matches(customer, search));
  return (
    <nav aria-label="Customers">
      <label className="search">
        <span className="unseen">Search customers</span>
        <input
          type="search"
          placeholder="Search name, number or text"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      <p className="quiet count" role="status">
        {found.length} of {customers.length} customers
      </p>
      <ul className="customers">
        {found.map((customer) => (
          <li key={customer.waId}>
            <CustomerButton customer={customer} isChosen={customer.waId === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      <NewCustomer onArrive={onArrive} />
    </nav>
  );
}

type CustomerButtonProps = {
  readonly customer: Customer;
  readonly isChosen: boolean;
  readonly onChoose: (waId: string) => void;
};

function CustomerButton({ customer, isChosen, onChoose }: CustomerButtonProps) {
  const { waId, windowOpen, messages } = customer;
  return (
    <button type="button" aria-current={isChosen} onClick={() => onChoose(waId)}>
      <span className="name">
        <bdi>{nameOf(customer)}</bdi>
      </span>
      <span className="last quiet" dir="auto">
        {messages.at(-1)?.text ?? ''}
      </span>
      {windowOpen ? undefined : <span className="closed">window closed</span>}
    </button>
  );
}

function NewCustomer({ onArrive }: Pick<CustomerListProps, 'onArrive'>) {
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    void onArrive(phone.replaceAll(/\D/g, ''), name.trim());
    setPhone('');
    setName('');
  }
  return (
    <form className="new-customer" onSubmit={submit}>
      <div className="row">
        <label>
          Phone
          <input
            type="tel"
            required
            pattern="\+?[0-9 ]{7,20}"
            placeholder="+44 7700 900999"
            autoComplete="off"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </label>
        <label>
          Name
          <input type="text" autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
      </div>
      <button className="action">New customer says hello</button>
    </form>
  );
}

export function nameOf({ name, waId }: Customer): string {
  return name ?? `+${waId}`;
}

function matches(customer: Customer, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  const texts = [nameOf(customer), customer.waId, customer.messages.at(-1)?.text ?? ''];
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted));
}
