/** How to speak TLS to a server on trial. */
export interface TlsOptions {
  /** The name sent in the handshake (SNI). */
  readonly servername?: string;
  /** PEM of the authority to trust. */
  readonly ca?: string;
  /** Accepts any certificate. */
  readonly trustAnything?: true;
}
