/** What is used of a connection of mysql2. */
export type Watched = {
  readonly stream: {
    setTimeout(milliseconds: number, late: () => void): unknown;
    destroy(error: Error): unknown;
  };
};

/**
 * Ends a connection over which nothing came or went for so long: whoever waits for an answer fails with ETIMEDOUT, which
 * may be tried again, and the pool lends another. Nothing else would ever end a statement whose server has vanished
 * behind a router that says nothing. A connection that only lies in the pool ends too, and is not missed.
 */
export function endWhenSilent({ stream }: Watched, milliseconds: number): void {
  stream.setTimeout(milliseconds, () => {
    const message = `MySQL has said nothing for ${milliseconds / 1_000} s`;
    stream.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT', sqlMessage: message }));
  });
}
