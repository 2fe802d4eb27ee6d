const NAMES = ['utf-8', 'us-ascii', 'iso-8859-1', 'latin1', 'iso-8859-15', 'windows-1252', 'utf-16'];

/** A name that `xmlEncoding` may give, in any case. */
export function isXmlEncoding(name: string): boolean {
  return NAMES.includes(name.toLowerCase());
}

/**
 * How the bytes of an XML document are to be decoded: by their byte order mark, else by what the document declares,
 * else as UTF-8. Null = it declares an encoding that is not read here.
 */
export function xmlEncoding(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  // without a mark: each second byte of a declaration is 0
  if (start.startsWith('<\0?\0')) return 'utf-16le';
  if (start.startsWith('\0<\0?')) return 'utf-16be';
  const [, declared] =
    /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start) ?? [];
  if (declared === undefined) return 'utf-8';
  const name = declared.toLowerCase();
  // a document that is read byte by byte up to here is no UTF-16
  return isXmlEncoding(name) && name !== 'utf-16' ? name : null;
}
