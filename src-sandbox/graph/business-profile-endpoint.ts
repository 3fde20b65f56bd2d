import { answered, refused } from './graph-answer.ts';
import type { Endpoint } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';

const profile: Readonly<Record<string, unknown>> = {
  about: 'Lamps and small furniture',
  address: '1 Example Street, London',
  description: 'A shop for lamps. Open from nine to five.',
  email: 'hello@shop.example',
  websites: ['https://shop.example/'],
  vertical: 'RETAIL',
};

/** `GET /{PHONE_ID}/whatsapp_business_profile` (facts §5.7): `fields=` names what is wanted, everything otherwise. */
export const readBusinessProfile: Endpoint = {
  permission: 'whatsapp_business_management',
  answer(_deps, { query }) {
    const names = query.get('fields')?.split(',') ?? Object.keys(profile);
    const unknown = names.find((name) => !Object.hasOwn(profile, name));
    if (unknown !== undefined) return refused(invalidParameter(`Tried accessing nonexisting field (${unknown})`));
    const chosen = Object.fromEntries(names.map((name) => [name, profile[name]]));
    return answered({ data: [{ ...chosen, messaging_product: 'whatsapp' }] });
  },
};
