/**
 * A copy without a prototype. Handlebars then finds the listed keys and nothing else: no `constructor`, no
 * `__proto__` that came with stored JSON.
 */
export function nullPrototype<T extends object>(fields: T): Readonly<T> {
  const bare: object = Object.create(null);
  return Object.assign(bare, fields);
}
