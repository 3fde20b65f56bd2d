import { describeCode } from '../world/error-codes.ts';
import type { Json } from './envelope.ts';

const ERROR_CODES_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

/** An error of a message, as Meta words it in webhooks (facts §2.1). `details`: Meta's usual ones when left out. */
export function wireError(code: number, details?: string): Json {
  const known = describeCode(code);
  return { code, title: known.title, message: known.title, error_data: { details: details ?? known.details } };
}

/** The same where Meta links to its page about errors: in statuses and in trouble of the number. */
export function linkedError(code: number, details?: string): Json {
  return { ...wireError(code, details), href: ERROR_CODES_PAGE };
}
