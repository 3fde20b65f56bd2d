import { z } from 'zod';

import type { WebhookEvent } from '../events/webhook-event.ts';
import { readFlat } from './account.ts';
import { asOne, readOr, unread, type Change } from './change.ts';
import { id, listOf, objectOrNulls, seconds, word, words } from './scalars.ts';

const templateFields = {
  message_template_id: id,
  message_template_name: words,
  message_template_language: words,
};
type TemplateFields = z.infer<z.ZodObject<typeof templateFields>>;

function about(value: TemplateFields, { account, at }: Change) {
  const { message_template_id: templateId, message_template_name: name, message_template_language: language } = value;
  return { account, at, template: { id: templateId, name, language } };
}

const statusSchema = z.object({
  ...templateFields,
  event: z.string(),
  message_template_category: word,
  reason: words,
  other_info: objectOrNulls({ title: words, description: words }),
  rejection_info: objectOrNulls({ reason: words, recommendation: words }),
  disable_info: objectOrNulls({ disable_date: words }),
});

const qualitySchema = z.object({
  ...templateFields,
  previous_quality_score: word,
  new_quality_score: z.string(),
});

function readQuality(value: z.infer<typeof qualitySchema>, change: Change): WebhookEvent {
  return {
    type: 'template.quality',
    ...about(value, change),
    before: value.previous_quality_score,
    after: value.new_quality_score.toLowerCase(),
  };
}

/**
 * The fields `message_template_status_update` and `message_template_quality_update` (facts §2.7). Told apart by their
 * keys, because the provider's own sample of the second carries the name of the first (facts §8).
 */
export const readTemplateNewsField = asOne((change) => {
  const quality = readOr(qualitySchema, change.value);
  if (quality !== undefined) return [readQuality(quality, change)];
  const status = readOr(statusSchema, change.value);
  if (status === undefined) return [unread(change, { reason: 'unexpected_shape' })];
  return [
    {
      type: 'template.status',
      ...about(status, change),
      status: status.event.toLowerCase(),
      category: status.message_template_category,
      reason: status.reason,
      noteTitle: status.other_info.title,
      note: status.other_info.description,
      rejection: status.rejection_info.reason,
      recommendation: status.rejection_info.recommendation,
      disabledOn: status.disable_info.disable_date,
    },
  ];
});

/** The field `message_template_components_update` (facts §2.7). */
export const readTemplateContentField = readFlat(
  z
    .object({
      ...templateFields,
      message_template_title: words,
      message_template_element: words,
      message_template_footer: words,
      message_template_buttons: listOf(
        z.object({
          message_template_button_type: word,
          message_template_button_text: words,
          message_template_button_url: words,
          message_template_button_phone_number: words,
        }),
      ),
    })
    .refine(isNamed),
  (value, change) => ({
    type: 'template.content',
    ...about(value, change),
    title: value.message_template_title,
    body: value.message_template_element,
    footer: value.message_template_footer,
    buttons: value.message_template_buttons.map((button) => ({
      kind: button.message_template_button_type,
      text: button.message_template_button_text,
      url: button.message_template_button_url,
      phone: button.message_template_button_phone_number,
    })),
  }),
);

function isNamed({ message_template_id: templateId, message_template_name: name }: TemplateFields): boolean {
  return templateId !== null || name !== null;
}

/**
 * The field `template_category_update` (facts §2.7). While a change is only announced, `new_category` is the present
 * one and `correct_category` the one to come.
 */
export const readTemplateCategoryField = readFlat(
  z
    .object({
      ...templateFields,
      previous_category: word,
      new_category: word,
      correct_category: word,
      category_update_timestamp: seconds,
    })
    .refine(isNamed),
  (value, change) => {
    const isAnnounced = value.correct_category !== null;
    return {
      type: 'template.category',
      ...about(value, change),
      before: isAnnounced ? value.new_category : value.previous_category,
      after: isAnnounced ? value.correct_category : value.new_category,
      effectiveAt: value.category_update_timestamp,
    };
  },
);
