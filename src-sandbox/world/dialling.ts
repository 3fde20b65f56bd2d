const countryByCallingCode: Readonly<Record<string, string>> = {
  '1': 'US',
  '7': 'RU',
  '20': 'EG',
  '27': 'ZA',
  '30': 'GR',
  '31': 'NL',
  '33': 'FR',
  '34': 'ES',
  '39': 'IT',
  '44': 'GB',
  '48': 'PL',
  '49': 'DE',
  '52': 'MX',
  '54': 'AR',
  '55': 'BR',
  '62': 'ID',
  '81': 'JP',
  '82': 'KR',
  '84': 'VN',
  '86': 'CN',
  '90': 'TR',
  '91': 'IN',
  '92': 'PK',
  '212': 'MA',
  '234': 'NG',
  '254': 'KE',
  '351': 'PT',
  '380': 'UA',
  '420': 'CZ',
  '852': 'HK',
  '880': 'BD',
  '886': 'TW',
  '966': 'SA',
  '971': 'AE',
  '972': 'IL',
  '977': 'NP',
  '995': 'GE',
};

/** The calling code a number begins with; an unlisted one counts as its first two digits. */
function callingCodeOf(digits: string): string {
  const known = [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => code in countryByCallingCode);
  return known ?? digits.slice(0, 2);
}

export function countryOf(digits: string): string {
  return countryByCallingCode[callingCodeOf(digits)] ?? 'ZZ';
}

/**
 * What Meta dials for the `to` of a send. Without `+` it puts the business's own country code in front, which can
 * misdeliver (facts §5.2).
 */
export function dialledNumber(to: string, businessNumber: string): string {
  const digits = to.replace(/\D/g, '');
  return to.trim().startsWith('+') ? digits : callingCodeOf(businessNumber) + digits;
}
