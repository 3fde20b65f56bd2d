import { z } from 'zod';
import { issueOf } from '../schema-refusal.ts';

const LONGEST_CAPTION = 1024;

const source = { id: z.string().min(1).optional(), link: z.string().min(1).optional() };
const caption = z.string().max(LONGEST_CAPTION).optional();

type Source = { readonly id?: string | undefined; readonly link?: string | undefined };

/** A file is named by the id of an upload or by a public HTTPS link, never by both (facts §5.3). */
function checkSource({ id, link }: Source, context: z.core.$RefinementCtx): void {
  if (id === undefined && link === undefined) {
    context.addIssue(issueOf(131008, 'The parameter id or link is required.'));
  }
  if (id !== undefined && link !== undefined) context.addIssue(issueOf(100, 'Only one of id and link may be given.'));
  if (link !== undefined && !isHttps(link)) context.addIssue(issueOf(100, 'Param link must be an HTTPS URL.'));
}

function isHttps(link: string): boolean {
  return z.url({ protocol: /^https$/ }).safeParse(link).success;
}

export const captionedBodySchema = z.strictObject({ ...source, caption }).superRefine(checkSource);

export const audioBodySchema = z.strictObject({ ...source, voice: z.boolean().optional() }).superRefine(checkSource);

export const documentBodySchema = z
  .strictObject({ ...source, caption, filename: z.string().min(1).optional() })
  .superRefine(checkSource);

export const stickerBodySchema = z.strictObject(source).superRefine(checkSource);

/** As a template's or an interactive message's header has it. */
export const headerFileSchema = z
  .strictObject({ ...source, filename: z.string().min(1).optional() })
  .superRefine(checkSource);
