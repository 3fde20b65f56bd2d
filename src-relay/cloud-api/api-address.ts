/** Where the calls of a business number go, and what they carry as proof: Meta itself, or a partner's gateway. */
export type ApiAddress = {
  /** Without a slash at its end. One that ends in `/messages` is called as it is, without version and number. */
  readonly url: string;
  readonly version: string;
  /** In lower case. */
  readonly authHeader: string;
  readonly token: string;
};

/** How calls are made for every number that has no settings of its own. */
export type DefaultAddress = Pick<ApiAddress, 'url' | 'version' | 'token'>;

/** What is absent is as for every other number. */
type OwnAddress = { readonly [Part in keyof ApiAddress]?: ApiAddress[Part] | undefined };

export type AddressBook = {
  readonly graph: DefaultAddress;
  /** By the provider's id of the number. */
  readonly numbers: Readonly<Record<string, OwnAddress>>;
};

const AUTHORIZATION = 'authorization';

export function addressOf({ graph, numbers }: AddressBook, numberId: string): ApiAddress {
  const own = Object.hasOwn(numbers, numberId) ? numbers[numberId] : undefined;
  return {
    url: own?.url ?? graph.url,
    version: own?.version ?? graph.version,
    authHeader: own?.authHeader ?? AUTHORIZATION,
    token: own?.token ?? graph.token,
  };
}

/** Where a message of `numberId` is posted. */
export function messagesEndpoint({ url, version }: ApiAddress, numberId: string): string {
  return url.endsWith('/messages') ? url : `${url}/${version}/${encodeURIComponent(numberId)}/messages`;
}

export function authHeaders({ authHeader, token }: ApiAddress): Readonly<Record<string, string>> {
  return { [authHeader]: authHeader === AUTHORIZATION ? `Bearer ${token}` : token };
}
