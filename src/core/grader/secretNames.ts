/** Names of headers and of parameters in addresses that carry a key. */
export const SECRET_NAME = /auth|key|token|secret|cookie|password|credential|\bsig\b|^code$/i;

/** An address as it may be shown: without credentials, and without what its query has under such a name. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, "$1")
    .replace(/([?&])([^=&#]+)=[^&#]*/g, (pair, start: string, name: string) =>
      SECRET_NAME.test(name) ? `${start}${name}=YOUR-${name.toUpperCase()}` : pair,
    );
}
