/** Why a part of a delivery was kept without effect. Few and fixed: it labels a metric. */
export type UnrecognisedReason =
  | 'not_json'
  | 'not_envelope'
  | 'empty'
  | 'unexpected_shape'
  | 'unknown_number'
  | 'unsupported_field'
  | 'unsupported_type'
  | 'unknown_type'
  | 'unknown_status'
  | 'unknown_content'
  | 'provider_error'
  | 'group'
  | 'no_person'
  | 'not_our_message';
