import { z } from 'zod';

export type ErrorDescription = { readonly httpStatus: number; readonly title: string; readonly details: string };

/** Codes and HTTP statuses from facts §5.9; the prose is Meta-like, and nobody may decide on it. */
const descriptions: Readonly<Record<number, ErrorDescription>> = {
  0: { httpStatus: 401, title: 'AuthException', details: 'We were unable to authenticate the app user.' },
  1: { httpStatus: 400, title: 'API Unknown', details: 'Invalid request or possible server error.' },
  2: { httpStatus: 503, title: 'API Service', details: 'Temporary due to downtime or due to being overloaded.' },
  3: { httpStatus: 500, title: 'API Method', details: 'Capability or permissions issue.' },
  4: { httpStatus: 400, title: 'API Too Many Calls', details: 'The app has reached its API call rate limit.' },
  10: { httpStatus: 403, title: 'Permission Denied', details: 'Permission is either not granted or has been removed.' },
  33: {
    httpStatus: 400,
    title: 'Parameter value is not valid',
    details: 'The business phone number has been deleted.',
  },
  100: {
    httpStatus: 400,
    title: 'Invalid parameter',
    details: 'The request included one or more unsupported or misspelled parameters.',
  },
  190: {
    httpStatus: 401,
    title: 'Invalid OAuth access token',
    details: 'The access token could not be decrypted or has expired.',
  },
  368: {
    httpStatus: 403,
    title: 'Temporarily blocked for policies violations',
    details: 'The account has been restricted from messaging.',
  },
  80007: {
    httpStatus: 400,
    title: 'Rate limit issues',
    details: 'The WhatsApp Business Account has reached its rate limit.',
  },
  130403: { httpStatus: 400, title: 'User is blocked', details: 'The user is blocked by the business.' },
  130429: {
    httpStatus: 400,
    title: 'Rate limit hit',
    details:
      'Message failed to send because there were too many messages sent from this phone number in a short period of time.',
  },
  130472: {
    httpStatus: 400,
    title: "User's number is part of an experiment",
    details: 'Message was not sent as part of an experiment.',
  },
  130497: {
    httpStatus: 403,
    title: 'Business account is restricted',
    details: 'The business may not message users in this country.',
  },
  131000: {
    httpStatus: 500,
    title: 'Something went wrong',
    details: 'Message failed to send due to an unknown error.',
  },
  131005: { httpStatus: 403, title: 'Access denied', details: 'Permission is either not granted or has been removed.' },
  131008: {
    httpStatus: 400,
    title: 'Required parameter is missing',
    details: 'The request is missing a required parameter.',
  },
  131009: {
    httpStatus: 400,
    title: 'Parameter value is not valid',
    details: 'One or more parameter values are invalid.',
  },
  131016: { httpStatus: 500, title: 'Service unavailable', details: 'A service is temporarily unavailable.' },
  131021: {
    httpStatus: 400,
    title: 'Recipient cannot be sender',
    details: 'Sender and recipient phone number is the same.',
  },
  131026: { httpStatus: 400, title: 'Message undeliverable', details: 'Message Undeliverable.' },
  131031: {
    httpStatus: 403,
    title: 'Account has been locked',
    details: 'The account has been restricted or disabled.',
  },
  131037: {
    httpStatus: 400,
    title: 'Display name approval needed',
    details: 'The display name of the number is not approved.',
  },
  131042: {
    httpStatus: 400,
    title: 'Business eligibility payment issue',
    details: 'There was an error related to the payment method.',
  },
  131045: {
    httpStatus: 500,
    title: 'Incorrect certificate',
    details: 'Message failed to send due to a phone number registration error.',
  },
  131047: {
    httpStatus: 400,
    title: 'Re-engagement message',
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  },
  131048: {
    httpStatus: 400,
    title: 'Spam rate limit hit',
    details:
      'Message failed to send because there are restrictions on how many messages can be sent from this phone number.',
  },
  131049: {
    httpStatus: 400,
    title: 'Meta chose not to deliver',
    details: 'This message was not delivered to maintain healthy ecosystem engagement.',
  },
  131050: { httpStatus: 400, title: 'User has stopped marketing messages', details: 'Unable to deliver the message.' },
  131051: { httpStatus: 400, title: 'Unsupported message type', details: 'Message type is currently not supported.' },
  131053: { httpStatus: 400, title: 'Media upload error', details: 'Unable to upload the media used in the message.' },
  131056: {
    httpStatus: 400,
    title: 'Pair rate limit hit',
    details: 'Too many messages sent from the sender phone number to the same recipient in a short period of time.',
  },
  131057: {
    httpStatus: 500,
    title: 'Account in maintenance mode',
    details: 'The business account is in maintenance mode.',
  },
  131062: {
    httpStatus: 400,
    title: 'Recipient type not allowed',
    details: 'Business-scoped user ids are not allowed for this message.',
  },
  133004: { httpStatus: 503, title: 'Server temporarily unavailable', details: 'Server is temporarily unavailable.' },
  133010: {
    httpStatus: 400,
    title: 'Phone number not registered',
    details: 'The number is not registered on the WhatsApp Business Platform.',
  },
  2200: {
    httpStatus: 400,
    title: 'Callback verification failed',
    details: 'The callback URL did not pass its handshake.',
  },
  2500: { httpStatus: 400, title: 'Unknown path components', details: 'The path is not part of this API version.' },
  131052: {
    httpStatus: 400,
    title: 'Media download error',
    details: 'Unable to download the media that the user sent.',
  },
  131055: {
    httpStatus: 400,
    title: 'Method not allowed',
    details: 'Marketing messages are not allowed on this route.',
  },
  131059: { httpStatus: 400, title: 'Invalid cursor', details: 'The cursor is not valid: page from the start.' },
  131060: {
    httpStatus: 400,
    title: 'This message is unavailable',
    details: 'The message is not available here: see it in the WhatsApp Business app.',
  },
  131063: {
    httpStatus: 400,
    title: 'Marketing not allowed',
    details: 'Marketing messages are not allowed on this route.',
  },
  131064: {
    httpStatus: 400,
    title: 'Classification limit',
    details: 'The limit of classified messages has been reached.',
  },
  132000: {
    httpStatus: 400,
    title: 'Number of parameters does not match',
    details: 'The number of parameters does not match the template.',
  },
  132001: {
    httpStatus: 404,
    title: 'Template does not exist',
    details: 'The template does not exist in the language, or has not been approved.',
  },
  132005: { httpStatus: 400, title: 'Hydrated text too long', details: 'The filled text of the template is too long.' },
  132007: {
    httpStatus: 400,
    title: 'Template format character policy violated',
    details: 'The content of the template violates a policy.',
  },
  132012: {
    httpStatus: 400,
    title: 'Parameter format does not match',
    details: 'The format of a parameter does not match the template.',
  },
  132015: { httpStatus: 400, title: 'Template is paused', details: 'The template is paused due to low quality.' },
  132016: {
    httpStatus: 400,
    title: 'Template is disabled',
    details: 'The template was paused too often and is disabled for good.',
  },
  132018: {
    httpStatus: 400,
    title: 'Template parameter invalid',
    details: 'There is an issue with the parameters of the template.',
  },
  132068: { httpStatus: 400, title: 'Flow is blocked', details: 'The flow is in the blocked state.' },
  132069: {
    httpStatus: 400,
    title: 'Flow is throttled',
    details: 'The flow is throttled: 10 messages were sent within the hour.',
  },
  133000: { httpStatus: 500, title: 'Incomplete deregistration', details: 'A previous deregistration failed.' },
  133005: { httpStatus: 400, title: 'PIN mismatch', details: 'The two-step verification PIN is wrong.' },
  133006: {
    httpStatus: 400,
    title: 'Number must be verified',
    details: 'The phone number must be verified before it is registered.',
  },
  133008: { httpStatus: 400, title: 'Too many PIN guesses', details: 'Too many PIN guesses for this phone number.' },
  133009: { httpStatus: 400, title: 'PIN guessed too fast', details: 'The PIN was entered too quickly.' },
  133015: {
    httpStatus: 400,
    title: 'Number recently deleted',
    details: 'The phone number was deleted a moment ago: wait 5 minutes.',
  },
  133016: {
    httpStatus: 400,
    title: 'Too many registrations',
    details: 'The number was registered or deregistered too often.',
  },
  134011: {
    httpStatus: 400,
    title: 'Payments terms not accepted',
    details: 'The terms of payments have not been accepted.',
  },
  134100: {
    httpStatus: 400,
    title: 'Only marketing messages',
    details: 'Only marketing messages are allowed on this route.',
  },
  134101: {
    httpStatus: 400,
    title: 'Template is syncing',
    details: 'The template is syncing: try again in some minutes.',
  },
  134102: {
    httpStatus: 400,
    title: 'Template unavailable',
    details: 'The template can not be used on this route yet.',
  },
  136024: {
    httpStatus: 400,
    title: 'Registration request refused',
    details: 'The registration request for this number was refused.',
  },
  139100: {
    httpStatus: 400,
    title: 'Failed to block or unblock some users',
    details: 'Some users could not be blocked or unblocked.',
  },
  147001: { httpStatus: 400, title: 'Username unavailable', details: 'The username is not available.' },
  147002: {
    httpStatus: 400,
    title: 'Not eligible for a username',
    details: 'The business is not eligible for a username yet.',
  },
  147003: { httpStatus: 400, title: 'Link Facebook first', details: 'Link the Facebook page of that name first.' },
  147004: { httpStatus: 400, title: 'Link Instagram first', details: 'Link the Instagram account of that name first.' },
  147005: { httpStatus: 400, title: 'Username transfer failed', details: 'The username could not be transferred.' },
  1752041: { httpStatus: 400, title: 'Duplicate onboarding request', details: 'The onboarding was requested already.' },
  2388019: {
    httpStatus: 400,
    title: 'Template limit reached',
    details: 'The account has as many templates as it may have.',
  },
  2494100: {
    httpStatus: 400,
    title: 'Number in maintenance',
    details: 'The phone number is in maintenance: try again in some minutes.',
  },
  2494191: {
    httpStatus: 400,
    title: 'Thread control refused',
    details: 'The app may not take control of this thread.',
  },
  2593107: {
    httpStatus: 400,
    title: 'Synchronisation used up',
    details: 'This synchronisation was requested before: it can be requested once per onboarding.',
  },
  2593108: {
    httpStatus: 400,
    title: 'Synchronisation too late',
    details: 'It can be requested within 24 hours of onboarding only.',
  },
  2593109: {
    httpStatus: 400,
    title: 'History not shared',
    details: 'The owner does not share the history of the app.',
  },
  135000: {
    httpStatus: 400,
    title: 'Generic user error',
    details: 'Message failed to send because of an unknown error with the request parameters.',
  },
  200005: {
    httpStatus: 400,
    title: 'Template analytics unavailable',
    details: 'Analytics of this template are not available.',
  },
  200006: {
    httpStatus: 400,
    title: 'Template analytics locked',
    details: 'Template analytics, once on, can not be switched off.',
  },
  200007: {
    httpStatus: 400,
    title: 'Template analytics not enabled',
    details: 'Template analytics are not enabled for this account.',
  },
  2388001: { httpStatus: 400, title: 'Number can not be migrated', details: 'The phone number can not be migrated.' },
  2388012: {
    httpStatus: 400,
    title: 'Migration not possible',
    details: 'The migration of this number is not possible now.',
  },
  2388040: { httpStatus: 400, title: 'Field too long', details: 'A field of the template is longer than allowed.' },
  2388047: {
    httpStatus: 400,
    title: 'Header format',
    details: 'The header of the template has a format that is not allowed.',
  },
  2388072: {
    httpStatus: 400,
    title: 'Body format',
    details: 'The body of the template has a format that is not allowed.',
  },
  2388073: {
    httpStatus: 400,
    title: 'Footer format',
    details: 'The footer of the template has a format that is not allowed.',
  },
  2388091: {
    httpStatus: 400,
    title: 'Migration needs verification',
    details: 'The number must be verified before it is migrated.',
  },
  2388093: {
    httpStatus: 400,
    title: 'Migration needs a PIN',
    details: 'Two-step verification must be switched off before the migration.',
  },
  2388103: {
    httpStatus: 400,
    title: 'Migration account mismatch',
    details: 'The accounts of the migration do not fit each other.',
  },
  2388293: {
    httpStatus: 400,
    title: 'Too many variables',
    details: 'The template has too many variables for its length.',
  },
  2388299: {
    httpStatus: 400,
    title: 'Variable at the edge',
    details: 'Variables can not be at the start or the end of a template.',
  },
  2593079: {
    httpStatus: 400,
    title: 'Ownership transfer refused',
    details: 'The transfer of the account was refused.',
  },
  2593085: {
    httpStatus: 400,
    title: 'Ownership transfer pending',
    details: 'The account is being transferred already.',
  },
};

/** 200 to 299 (facts §5.9). */
const lackingPermission: ErrorDescription = {
  httpStatus: 403,
  title: 'Permission error',
  details: 'The token does not have the necessary permissions.',
};

const unlisted: ErrorDescription = {
  httpStatus: 400,
  title: 'Unknown error',
  details: 'An error without further description.',
};

/** A code that Meta's table has. */
export const errorCodeSchema = z
  .int()
  .refine((code) => descriptionOf(code) !== undefined, "no code of Meta's table (facts §5.9)");

export function describeCode(code: number): ErrorDescription {
  return descriptionOf(code) ?? unlisted;
}

function descriptionOf(code: number): ErrorDescription | undefined {
  return code >= 200 && code <= 299 ? lackingPermission : descriptions[code];
}
