import { between, type Random } from '../random.ts';
import type { Exchange, PlayCustomer, PlayLine, PlayScript, Span } from './script.ts';

/** One line of the play and the milliseconds of silence before it. */
export type Cue = { readonly customer: PlayCustomer; readonly line: PlayLine; readonly pauseMs: number };

type Scene = { readonly customer: PlayCustomer; readonly exchange: Exchange; readonly place: number };

/**
 * What happens by itself, in order: everybody's exchanges, spread over the play and interleaved, each kept whole, with
 * pauses that come in busy and calm spells, and a few lulls. It follows from the script and the draws of `random` alone.
 */
export function runningOrder(script: PlayScript, random: Random): readonly Cue[] {
  const spell = spellsOf(script, random);
  const scenes = scenesOf(script, random);
  const { after, lastMs } = script.lulls;
  const lulls = new Set(after.map((share) => Math.round(share * scenes.length)));
  return scenes.flatMap(({ customer, exchange }, place) =>
    exchange.map((line, index): Cue => {
      if (index > 0) return { customer, line, pauseMs: draw(random, script.withinExchangeMs) };
      return { customer, line, pauseMs: draw(random, lulls.has(place) ? lastMs : spell()) };
    }),
  );
}

/** A pause from within the span. */
export function draw(random: Random, span: Span): number {
  return between(random, span.shortest, span.longest);
}

function scenesOf({ customers }: PlayScript, random: Random): readonly Scene[] {
  return customers
    .flatMap((customer, castIndex) =>
      customer.exchanges.map((exchange, index): Scene => {
        const isOpening = castIndex === 0 && index === 0;
        return { customer, exchange, place: isOpening ? -1 : placeOf(customer, index, random) };
      }),
    )
    .toSorted((left, right) => left.place - right.place);
}

/** Where in the play, 0 to 1, that exchange of the customer stands; drawn within its even share. */
function placeOf({ from = 0, until = 1, exchanges }: PlayCustomer, index: number, random: Random): number {
  return from + ((until - from) * (index + random.next())) / exchanges.length;
}

/** Gives the span before each next exchange: some busy ones, then some calm ones, and so on. */
function spellsOf({ busyMs, calmMs, spell }: PlayScript, random: Random): () => Span {
  let isBusy = false;
  let left = 0;
  return () => {
    if (left === 0) {
      isBusy = !isBusy;
      left = between(random, spell.fewest, spell.most);
    }
    left -= 1;
    return isBusy ? busyMs : calmMs;
  };
}
