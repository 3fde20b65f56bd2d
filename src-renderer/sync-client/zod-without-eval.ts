import { z } from 'zod';

/**
 * The content security policy forbids eval, and zod would try it for each object schema as it is made. To be the first
 * import of each entry (window and worker), before any module that makes a schema.
 */
z.config({ jitless: true });
