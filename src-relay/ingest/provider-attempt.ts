/** Attempts of ours count from 1; messages of the customer and the phone have this one. */
export const NOT_SENT_BY_US = 0;
