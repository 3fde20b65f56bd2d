import { useLayoutEffect, useRef } from 'react';
import { nameOf } from './customer-list.tsx';
import type { Actor } from './door.ts';
import type { ChatMessage, Customer } from './door-answers.ts';
import { MessageItem, type ActOn } from './message-item.tsx';
import { windowLeft } from './times.ts';

export type ChatProps = {
  readonly customer: Customer;
  readonly messages: readonly ChatMessage[];
  readonly nowSeconds: number;
  readonly actor: Actor;
  readonly actOn: ActOn;
};

/** So near the end, the chat follows what arrives. */
const AT_END_PX = 40;

export function Chat({ customer, messages, nowSeconds, actor, actOn }: ChatProps) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null && isAtEnd.current) current.scrollTop = current.scrollHeight;
  });
  return (
    <>
      <div className="head">
        <h2>
          <bdi>{nameOf(customer)}</bdi>
        </h2>
        <p className="quiet">
          <bdi>+{customer.waId}</bdi> · {windowLeft(customer.windowClosesAtSeconds, nowSeconds)}
        </p>
      </div>
      <section className="chat" aria-label="Chat">
        <ol
          ref={list}
          aria-label="Messages"
          onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
            isAtEnd.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
          }}
        >
          {messages.map((message) => (
            <MessageItem key={message.wamid} message={message} actor={actor} actOn={actOn} />
          ))}
        </ol>
      </section>
    </>
  );
}
