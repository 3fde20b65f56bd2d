import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const callingCodes = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));

/** The calling code a number begins with; one that no country has counts as its first two digits. */
function callingCodeOf(digits: string): string {
  const known = [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => callingCodes.has(code));
  return known ?? digits.slice(0, 2);
}

/**
 * The ISO country of a number in digits, with which a user id begins (facts §3.2). Numbers kept for stories, such as
 * 44 7700 900…, are nobody's and count as of the calling code's first country; `ZZ` when no country can have it.
 */
export function countryOf(digits: string): string {
  const number = parsePhoneNumberFromString(`+${digits}`);
  return number?.country ?? number?.getPossibleCountries()[0] ?? 'ZZ';
}

/**
 * What Meta dials for the `to` of a send. Without `+` it puts the business's own country code in front, which can
 * misdeliver (facts §5.2).
 */
export function dialledNumber(to: string, businessNumber: string): string {
  const digits = to.replace(/\D/g, '');
  return to.trim().startsWith('+') ? digits : callingCodeOf(businessNumber) + digits;
}
