/** Every key of the query client. */
export const queryKeys = { relayInfo: ['relay-info'] } as const;
