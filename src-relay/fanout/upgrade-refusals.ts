/** Why a console was turned away before its WebSocket opened; see docs/errors.md. */
export const UPGRADE_REFUSALS = [
  'malformed_upgrade',
  'not_signed_in',
  'not_found',
  'too_many_attempts',
  'too_many_consoles',
  'unavailable',
] as const;
export type UpgradeRefusal = (typeof UPGRADE_REFUSALS)[number];
