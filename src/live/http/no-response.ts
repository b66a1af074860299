/** A request to which no response began: `closed` by the server, or nothing within the `timeout`. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
  override readonly cause: 'closed' | 'timeout' | 'refused' | 'not HTTP';

  constructor(cause: NoResponse['cause'], message: string) {
    super(message);
    this.cause = cause;
  }
}
