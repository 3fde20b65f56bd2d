/** Webhook bodies as the provider sends them, with invented people. */

export const NUMBER_ID = '522333444555602';
export const ADA = { wa_id: '447700900123', user_id: 'GB.90210000000000001', profile: { name: 'Ada Finch' } };

type Json = Record<string, unknown>;

export function envelope(...changes: readonly Json[]): Json {
  return { object: 'whatsapp_business_account', entry: [{ id: '411222333444501', changes }] };
}

export function messagesChange(value: Json, numberId = NUMBER_ID): Json {
  const metadata = { display_phone_number: '442079460100', phone_number_id: numberId };
  return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
}

export function echoesChange(...echoes: readonly Json[]): Json {
  const metadata = { display_phone_number: '442079460100', phone_number_id: NUMBER_ID };
  const value = { messaging_product: 'whatsapp', metadata, message_echoes: echoes };
  return { field: 'smb_message_echoes', value };
}

/** One message of the past, as an account brings it along. */
export function historyChange(id: string): Json {
  const metadata = { display_phone_number: '442079460100', phone_number_id: NUMBER_ID };
  const threads = [{ id: ADA.wa_id, messages: [textMessage(id, 'long ago')] }];
  const chunk = { metadata: { phase: 0, chunk_order: 1, progress: 100 }, threads };
  return { field: 'history', value: { messaging_product: 'whatsapp', metadata, history: [chunk] } };
}

export function textMessage(id: string, body: string, more: Json = {}): Json {
  return {
    from: ADA.wa_id,
    from_user_id: ADA.user_id,
    id,
    timestamp: '1790000001',
    type: 'text',
    text: { body },
    ...more,
  };
}

export function echo(id: string, body: string, more: Json = {}): Json {
  const { from: _, from_user_id: __, ...message } = textMessage(id, body);
  return { ...message, from: '442079460100', to: ADA.wa_id, to_user_id: ADA.user_id, ...more };
}

export function textDelivery(id: string, body: string, more: Json = {}): Json {
  return envelope(messagesChange({ contacts: [ADA], messages: [textMessage(id, body, more)] }));
}

export function statusDelivery(id: string, status: string, more: Json = {}): Json {
  const one = { id, status, timestamp: '1790000020', recipient_id: ADA.wa_id, ...more };
  return envelope(messagesChange({ statuses: [one] }));
}
