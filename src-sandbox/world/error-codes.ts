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
  135000: {
    httpStatus: 400,
    title: 'Generic user error',
    details: 'Message failed to send because of an unknown error with the request parameters.',
  },
};

const unlisted: ErrorDescription = {
  httpStatus: 400,
  title: 'Unknown error',
  details: 'An error without further description.',
};

export function describeCode(code: number): ErrorDescription {
  return descriptions[code] ?? unlisted;
}
