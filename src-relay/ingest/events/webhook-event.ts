import { z } from 'zod';

import { accountEventSchemas, numberEventSchemas, templateEventSchemas } from './account-events.ts';
import { contactPreferenceSchema, contactRemovedSchema, contactSavedSchema } from './contact-events.ts';
import {
  historyCopiedSchema,
  historyDeclinedSchema,
  historyProgressedSchema,
  messageEventSchemas,
  messageImportedSchema,
  standbyCopiedSchema,
  standbySentSchema,
} from './message-events.ts';
import {
  callEventSchemas,
  flowEventSchemas,
  groupEventSchemas,
  providerFailedSchema,
  providerNoticeSchema,
  turnPassedSchema,
} from './rare-events.ts';
import { unrecognisedSchema } from './unrecognised.ts';

/**
 * What a webhook says, in our words, before anything is done with it: docs/events.md. The order of the keys is the
 * order in which `inspect` prints them.
 */
export const webhookEventSchema = z.discriminatedUnion('type', [
  ...messageEventSchemas,
  messageImportedSchema,
  historyCopiedSchema,
  historyProgressedSchema,
  historyDeclinedSchema,
  standbyCopiedSchema,
  standbySentSchema,
  contactSavedSchema,
  contactRemovedSchema,
  contactPreferenceSchema,
  ...accountEventSchemas,
  ...numberEventSchemas,
  ...templateEventSchemas,
  turnPassedSchema,
  ...callEventSchemas,
  ...groupEventSchemas,
  ...flowEventSchemas,
  providerFailedSchema,
  providerNoticeSchema,
  unrecognisedSchema,
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;
