import { z } from 'zod';

export const roleSchema = z.enum(['agent', 'supervisor', 'admin', 'auditor', 'bot']);
export type Role = z.infer<typeof roleSchema>;
