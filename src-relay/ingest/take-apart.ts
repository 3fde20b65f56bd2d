import type { Delivery } from './deliveries.ts';
import { readDelivery, type Part } from './read/read-delivery.ts';

/** Why an item must not be applied, whatever it says. */
export type ItemFault =
  /** Its delivery is not what was stored: the disk or somebody has changed it. */
  | 'body_damaged'
  /** Its delivery has been deleted. */
  | 'body_gone'
  /** Its delivery has no such part. */
  | 'part_moved';

/** A part of a stored delivery. */
export type TakenPart = Part & { readonly fault: ItemFault | null };

/** The parts of a delivery. One whose body is damaged is one part that says nothing: it is reported, never applied. */
export function takeApart({ body, isIntact }: Pick<Delivery, 'body' | 'isIntact'>): readonly TakenPart[] {
  if (!isIntact) return [faultyPart({ part: 0, field: '' }, 'body_damaged')];
  return readDelivery(body).map((part) => ({ ...part, fault: null }));
}

/** A part of which nothing can be known but its place. */
export function faultyPart(place: Pick<Part, 'part' | 'field'>, fault: ItemFault): TakenPart {
  return { ...place, numberId: null, raw: null, events: [], fault };
}
