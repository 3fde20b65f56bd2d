/** Where databases live: what dexie needs of a browser. */
export type Storage = {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
};

/** Cache and journal lie apart, so that each opens without the other's records and survives the other's loss. */
export type Storages = { readonly cache: Storage; readonly journal: Storage };
