import { z } from 'zod';

// The page's policy forbids the code that zod would compile.
z.config({ jitless: true });

/** Of the control door's answers, what the page shows. */
export const stateSchema = z.object({
  account: z.object({ displayPhoneNumber: z.string() }),
  nowSeconds: z.int(),
  callbackUrl: z.string().optional(),
  handshake: z.object({ verified: z.boolean(), reason: z.string().optional() }).optional(),
  faults: z.record(z.string(), z.array(z.unknown())),
  deliveries: z.object({ delivered: z.int(), failedAttempts: z.int() }),
  pending: z.object({ deliveries: z.int() }),
  customers: z.array(
    z.object({
      waId: z.string(),
      userId: z.string(),
      name: z.string().optional(),
      windowOpen: z.boolean(),
      windowClosesAtSeconds: z.int().optional(),
      messages: z.array(z.object({ author: z.string(), text: z.string(), atSeconds: z.int() })),
    }),
  ),
});
export type SandboxState = z.infer<typeof stateSchema>;
export type Customer = SandboxState['customers'][number];

const messageSchema = z.object({
  wamid: z.string(),
  author: z.enum(['customer', 'phone', 'api']),
  text: z.string(),
  atSeconds: z.int(),
  status: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']).optional(),
  isEdited: z.boolean(),
  isRevoked: z.boolean(),
  reactions: z.array(z.object({ by: z.enum(['customer', 'business']), emoji: z.string() })),
});
export type ChatMessage = z.infer<typeof messageSchema>;
export const chatSchema = z.object({ messages: z.array(messageSchema) });

export const refusalSchema = z.object({ error: z.string() });
