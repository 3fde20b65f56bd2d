import {
  readAccountAlertsField,
  readAccountReviewField,
  readAccountUpdateField,
  readCapabilityField,
} from './account.ts';
import { readCallsField } from './calls.ts';
import type { ReadField } from './change.ts';
import { readContactsSyncField, readPreferencesField, readUserIdUpdateField } from './contacts-sync.ts';
import { readFlowsField } from './flows.ts';
import {
  readGroupLifecycleField,
  readGroupParticipantsField,
  readGroupSettingsField,
  readGroupStatusField,
} from './groups.ts';
import { readHistoryField } from './history.ts';
import { readLogOnlyField } from './log-only.ts';
import { readEchoesField, readMessagesField } from './messages.ts';
import {
  readNumberNameField,
  readNumberQualityField,
  readSecurityField,
  readSettingsField,
  readUsernameField,
} from './number.ts';
import { readHandoversField, readStandbyField } from './routing.ts';
import { readTemplateCategoryField, readTemplateContentField, readTemplateNewsField } from './templates.ts';

/** Who reads which field of a webhook: the index of facts §2.0. */
export const FIELDS: ReadonlyMap<string, ReadField> = new Map([
  ['messages', readMessagesField],
  ['smb_message_echoes', readEchoesField],
  ['smb_app_state_sync', readContactsSyncField],
  ['history', readHistoryField],
  ['user_preferences', readPreferencesField],
  ['user_id_update', readUserIdUpdateField],
  ['account_update', readAccountUpdateField],
  ['account_alerts', readAccountAlertsField],
  ['account_review_update', readAccountReviewField],
  ['account_settings_update', readSettingsField],
  ['business_capability_update', readCapabilityField],
  ['business_username_update', readUsernameField],
  ['business_username_updates', readUsernameField],
  ['phone_number_name_update', readNumberNameField],
  ['phone_number_quality_update', readNumberQualityField],
  ['security', readSecurityField],
  ['message_template_status_update', readTemplateNewsField],
  ['message_template_quality_update', readTemplateNewsField],
  ['message_template_components_update', readTemplateContentField],
  ['template_category_update', readTemplateCategoryField],
  ['messaging_handovers', readHandoversField],
  ['standby', readStandbyField],
  ['calls', readCallsField],
  ['group_lifecycle_update', readGroupLifecycleField],
  ['group_participants_update', readGroupParticipantsField],
  ['group_settings_update', readGroupSettingsField],
  ['group_status_update', readGroupStatusField],
  ['flows', readFlowsField],
  ['automatic_events', readLogOnlyField],
  ['consumer_profile', readLogOnlyField],
  ['message_echoes', readLogOnlyField],
  ['partner_solutions', readLogOnlyField],
  ['payment_configuration_update', readLogOnlyField],
  ['template_correct_category_detection', readLogOnlyField],
]);
