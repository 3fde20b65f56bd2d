import { z } from 'zod';
import type { Content } from './content.ts';
import type { ChatMessage } from './conversations.ts';
import { WorldRefusal } from './refusal.ts';
import type { Template } from './templates.ts';

const choiceSchema = z.object({ id: z.string(), title: z.string() });
const answerSchema = z.union([
  z.object({ type: z.literal('button_reply'), button_reply: choiceSchema }).transform((it) => it.button_reply),
  z.object({ type: z.literal('list_reply'), list_reply: choiceSchema }).transform((it) => it.list_reply),
]);
const buttonsSchema = z
  .object({ action: z.object({ buttons: z.array(z.object({ reply: choiceSchema })) }) })
  .transform(({ action }) => action.buttons.map(({ reply }) => reply));
const listSchema = z
  .object({ action: z.object({ sections: z.array(z.object({ rows: z.array(choiceSchema) })) }) })
  .transform(({ action }) => action.sections.flatMap(({ rows }) => rows));
const offeredSchema = z.union([buttonsSchema, listSchema]);

const tapSchema = z.object({ payload: z.string(), text: z.string() });
const sentTemplateSchema = z.object({
  name: z.string(),
  language: z.object({ code: z.string() }),
  components: z.array(z.looseObject({ type: z.string() })).default([]),
});
const payloadSchema = z.object({
  sub_type: z.literal('quick_reply'),
  index: z.coerce.number(),
  parameters: z.tuple([z.object({ payload: z.string() })]),
});

/** Where an answer is looked for: what was said with that customer, and the account's templates. */
export type Offers = {
  readonly chat: readonly ChatMessage[];
  readonly findTemplate: (name: string, language: string) => Template | undefined;
};

/**
 * The wamid of the latest message that offered this tap on a button or row: nobody can tap what the API did not send.
 * Undefined for any other content. Throws a `WorldRefusal` when nothing offered it, or not the message `replyTo`.
 */
export function offerOf(content: Content, offers: Offers, replyTo?: string): string | undefined {
  const isOffering = offeringTest(content, offers);
  if (isOffering === undefined) return undefined;
  const offering = offers.chat.findLast(
    (message) =>
      message.author === 'api' && (replyTo === undefined || message.wamid === replyTo) && isOffering(message.content),
  );
  if (offering !== undefined) return offering.wamid;
  throw new WorldRefusal('Nobody offered that button or row in this chat: send it by the API first.');
}

function offeringTest(content: Content, { findTemplate }: Offers): ((sent: Content) => boolean) | undefined {
  if (content.type === 'button') {
    const tap = tapSchema.parse(content.body);
    return (sent) =>
      sent.type === 'template' &&
      quickReplies(sent, findTemplate).some(({ payload, text }) => payload === tap.payload && text === tap.text);
  }
  const answer = content.type === 'interactive' ? answerSchema.safeParse(content.body) : undefined;
  if (answer?.success !== true) return undefined;
  const { id, title } = answer.data;
  return (sent) =>
    sent.type === 'interactive' &&
    (offeredSchema.safeParse(sent.body).data ?? []).some((choice) => choice.id === id && choice.title === title);
}

/** The quick replies of a sent template; without a payload of its own, a button's payload is its text. */
function quickReplies(sent: Content, findTemplate: Offers['findTemplate']): readonly z.infer<typeof tapSchema>[] {
  const template = sentTemplateSchema.safeParse(sent.body).data;
  if (template === undefined) return [];
  const payloads = template.components.flatMap((component) => payloadSchema.safeParse(component).data ?? []);
  const kept = findTemplate(template.name, template.language.code)?.components ?? [];
  const buttons = kept.flatMap((component) => (component.type === 'BUTTONS' ? component.buttons : []));
  return buttons.flatMap((button, place) => {
    if (button.type !== 'QUICK_REPLY') return [];
    const own = payloads.find(({ index }) => index === place)?.parameters[0].payload;
    return [{ payload: own ?? button.text, text: button.text }];
  });
}
