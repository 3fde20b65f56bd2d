import { z } from 'zod';

const MOST_CONTACTS = 257;

const line = z.string().optional();

const contactSchema = z.strictObject({
  name: z.strictObject({
    formatted_name: z.string().min(1),
    first_name: line,
    last_name: line,
    middle_name: line,
    prefix: line,
    suffix: line,
  }),
  phones: z.array(z.strictObject({ phone: line, type: line, wa_id: line, user_id: line })).optional(),
  emails: z.array(z.strictObject({ email: line, type: line })).optional(),
  addresses: z.array(z.record(z.string(), z.string())).optional(),
  urls: z.array(z.strictObject({ url: line, type: line })).optional(),
  org: z.strictObject({ company: line, department: line, title: line }).optional(),
  birthday: z.iso.date().optional(),
});

/** Facts §5.3. */
export const contactsBodySchema = z.array(contactSchema).min(1).max(MOST_CONTACTS);
