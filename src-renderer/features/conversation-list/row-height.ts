/** Pixels of a row of the list, for each density: what `--row-height` in tokens.css says, for whoever counts rows. */
export const ROW_HEIGHT = { comfortable: 72, compact: 56 } as const;
