/** The same answers without the work, for at most `most` questions at a time. `make` depends on the question alone. */
export function remember<T>(most: number, make: (asked: string) => T): (asked: string) => T {
  const known = new Map<string, T>();
  return (asked) => {
    const found = known.get(asked);
    if (found !== undefined) return found;
    const made = make(asked);
    if (known.size >= most) known.clear();
    known.set(asked, made);
    return made;
  };
}
