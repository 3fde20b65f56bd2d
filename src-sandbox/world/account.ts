/** The one business number of this sandbox and the account it belongs to. */
export type BusinessAccount = {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** As Meta shows it; may be formatted. */
  readonly displayPhoneNumber: string;
};

export const defaultAccount: BusinessAccount = {
  wabaId: '411222333444501',
  phoneNumberId: '522333444555602',
  displayPhoneNumber: '442079460100',
};

export function businessDigits(account: BusinessAccount): string {
  return account.displayPhoneNumber.replace(/\D/g, '');
}
