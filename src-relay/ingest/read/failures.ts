import { z } from 'zod';

import type { Failure } from '../events/shared-shapes.ts';
import { integer, listOf, objectOrNulls, words } from './scalars.ts';

const errorSchema = z
  .object({
    code: integer,
    title: words,
    message: words,
    error_data: objectOrNulls({ details: words }),
    href: words,
  })
  .transform(({ code, title, message, error_data: { details }, href }): Failure => ({
    code,
    title,
    message,
    details,
    link: href,
  }));

/** The provider's `errors`, wherever they stand. */
export const failures = listOf(errorSchema);
