import { createHmac } from 'node:crypto';

/** The secret that every server under load knows. */
export const LOAD_SECRET = 'app-secret-of-the-load';

/** About the mean length of a customer's message. */
const TEXT = 'Good morning, could you tell me where my parcel is? It was to arrive yesterday. '.repeat(4);
const CUSTOMERS = 500;

export type WebhookPlan = {
  /** Makes the provider's ids new: a round of its own. */
  readonly round: string;
  readonly count: number;
  /** Numbers of the business, each in turn. */
  readonly numberIds: readonly string[];
};

/** Whole HTTP requests, ready to be written: signed webhooks with one text message each, from {@link CUSTOMERS} people. */
export function signedWebhooks({ round, count, numberIds }: WebhookPlan): readonly Buffer[] {
  const seconds = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_none, index) => {
    const numberId = numberIds[index % numberIds.length] ?? '';
    const body = textWebhook({ id: `wamid.${round}.${index}`, customer: index % CUSTOMERS, numberId, seconds });
    return requestOf(Buffer.from(JSON.stringify(body)));
  });
}

function requestOf(body: Buffer): Buffer {
  const signature = createHmac('sha256', LOAD_SECRET).update(body).digest('hex');
  const head = [
    'POST /webhooks/meta HTTP/1.1',
    'host: relay',
    'content-type: application/json',
    `content-length: ${body.length}`,
    `x-hub-signature-256: sha256=${signature}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

type OneText = {
  readonly id: string;
  readonly customer: number;
  readonly numberId: string;
  readonly seconds: number;
};

function textWebhook({ id, customer, numberId, seconds }: OneText) {
  const waId = `4477009${String(customer).padStart(5, '0')}`;
  const userId = `GB.${9_000_000_000 + customer}`;
  const message = {
    from: waId,
    from_user_id: userId,
    id,
    timestamp: String(seconds),
    type: 'text',
    text: { body: `${id} ${TEXT}` },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100000', phone_number_id: numberId },
    contacts: [{ profile: { name: `Customer ${customer}` }, wa_id: waId, user_id: userId }],
    messages: [message],
  };
  return { object: 'whatsapp_business_account', entry: [{ id: '900', changes: [{ field: 'messages', value }] }] };
}
