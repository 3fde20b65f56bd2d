import { z } from 'zod';

import type { Card } from '../events/content.ts';
import { id, listOf, objectOrNulls, orNull, phone, words } from './scalars.ts';

const cardSchema = z
  .object({
    name: objectOrNulls({
      formatted_name: words,
      first_name: words,
      middle_name: words,
      last_name: words,
      prefix: words,
      suffix: words,
    }),
    phones: listOf(z.object({ phone: words, wa_id: phone, user_id: id, type: words })),
    emails: listOf(z.object({ email: words, type: words })),
    addresses: listOf(
      z.object({
        street: words,
        city: words,
        state: words,
        zip: words,
        country: words,
        country_code: words,
        type: words,
      }),
    ),
    urls: listOf(z.object({ url: words, type: words })),
    org: orNull(z.object({ company: words, department: words, title: words })),
    birthday: words,
    vcard: words,
    origin: words,
  })
  .transform((card): Card => ({
    name: {
      full: card.name.formatted_name,
      first: card.name.first_name,
      middle: card.name.middle_name,
      last: card.name.last_name,
      prefix: card.name.prefix,
      suffix: card.name.suffix,
    },
    phones: card.phones.map((one) => ({
      written: one.phone,
      phone: one.wa_id,
      userId: one.user_id,
      label: one.type,
    })),
    emails: card.emails.map(({ email, type }) => ({ email, label: type })),
    addresses: card.addresses.map(({ country_code: countryCode, type, ...address }) => ({
      ...address,
      countryCode,
      label: type,
    })),
    urls: card.urls.map(({ url, type }) => ({ url, label: type })),
    organisation: card.org,
    birthday: card.birthday,
    vcard: card.vcard,
    origin: card.origin,
  }));

/** Contact cards that a customer sent (facts §2.1). Every part of a card may be missing. */
export const cardsSchema = z
  .array(z.unknown())
  .transform((cards): Card[] => cards.flatMap((card) => cardSchema.safeParse(card).data ?? []));
