import { z } from 'zod';
import { between, type Random } from '../random.ts';

/** A WhatsApp message id: case-sensitive and opaque (facts, "Names used"). */
export const wamidSchema = z.string().startsWith('wamid.').brand<'Wamid'>();
export type Wamid = z.infer<typeof wamidSchema>;

/** A user's phone number in digits, without `+`. */
export const waIdSchema = z
  .string()
  .regex(/^[1-9]\d{6,14}$/, 'digits with country code, without +')
  .brand<'WaId'>();
export type WaId = z.infer<typeof waIdSchema>;

/** A business-scoped user id: ISO country, dot, up to 128 alphanumerics (facts §3.2). */
export const bsuidSchema = z
  .string()
  .regex(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/)
  .brand<'Bsuid'>();
export type Bsuid = z.infer<typeof bsuidSchema>;

export type Ids = {
  readonly wamid: (party: WaId) => Wamid;
  readonly bsuid: (country: string) => Bsuid;
  readonly trace: () => string;
  readonly challenge: () => string;
};

/**
 * Draws every kind of id from a stream of its own, wamids from one for each chat: how often the relay calls, and in which
 * order chats go on, changes no id of another.
 */
export function createIds(randomFor: (part: string) => Random): Ids {
  const chats = new Map<WaId, Random>();
  const users = randomFor('user ids');
  const traces = randomFor('traces');
  const challenges = randomFor('challenges');
  return {
    wamid(party) {
      const random = chats.get(party) ?? randomFor(`wamids ${party}`);
      chats.set(party, random);
      const digits = Buffer.from(party);
      const head = Buffer.from([0x1c, 0x18, digits.length]);
      const tail = Buffer.from(random.bytes(9).toString('hex').toUpperCase());
      const packed = Buffer.concat([
        head,
        digits,
        Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, 0x12]),
        tail,
        Buffer.from([0]),
      ]);
      return wamidSchema.parse(`wamid.${packed.toString('base64')}`);
    },
    bsuid: (country) => bsuidSchema.parse(`${country}.9${digitsOf(users, 16)}`),
    trace: () => `A${traces.bytes(16).toString('base64url')}`,
    challenge: () => String(between(challenges, 100_000_000, 2_000_000_000)),
  };
}

function digitsOf(random: Random, length: number): string {
  return Array.from({ length }, () => String(between(random, 0, 9))).join('');
}
