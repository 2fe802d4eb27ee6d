/** Parts of mails that were read a moment ago: the mails of a run share them, and each is sent alone. */
export type RememberedParts = {
  /** by hash (hex) */
  readonly known: ReadonlyMap<string, Uint8Array>;
  readonly remember: (parts: ReadonlyMap<string, Uint8Array>) => void;
};

/** Keeps those used last, and no more bytes than this. */
export function rememberParts(mostBytes: number): RememberedParts {
  const known = new Map<string, Uint8Array>();
  let held = 0;
  const forget = (hash: string): void => {
    held -= known.get(hash)?.length ?? 0;
    known.delete(hash);
  };
  return {
    known,
    remember: (parts) => {
      for (const [hash, bytes] of parts) {
        forget(hash);
        known.set(hash, bytes);
        held += bytes.length;
      }
      for (const hash of known.keys()) {
        if (held <= mostBytes) return;
        forget(hash);
      }
    },
  };
}
