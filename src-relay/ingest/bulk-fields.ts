/**
 * Fields by which an account brings what it had before it came to us: thousands of old messages and contacts within
 * minutes (facts §2.5). What comes in them lets everything live pass.
 */
export const BULK_FIELDS: readonly string[] = ['history', 'smb_app_state_sync'];
