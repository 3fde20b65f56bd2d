import { asOne } from './change.ts';

/** Fields that are known by name, and with which there is nothing to do (facts §2.0, §2.11). */
export const readLogOnlyField = asOne(({ number, account, at, field }) => [
  { type: 'provider.notice', number, account, at, field, name: null },
]);
