/** MySQL gives integers no display width, MariaDB does: `int(10) unsigned` is `INT UNSIGNED`. */
export function plainType(type: string): string {
  return type
    .replace(/\b(tinyint|smallint|mediumint|int|bigint)\(\d+\)/, '$1')
    .replace(/^[^(']+|\)[^']*$/g, (part) => part.toUpperCase());
}

/**
 * A default as SQL. MariaDB tells `'x'`, `NULL`, `current_timestamp(3)`; MySQL tells x, null,
 * CURRENT_TIMESTAMP(3).
 */
export function plainDefault(told: string | number | null, type: string): string | null {
  if (told === null || told === 'NULL') return null;
  const value = String(told);
  if (/^current_timestamp/i.test(value)) return value.toUpperCase();
  const bare = /^'.*'$/s.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value;
  return /INT|DECIMAL|FLOAT|DOUBLE|BIT/.test(type) ? bare : quoted(bare);
}

export function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * Each engine prints an expression back in its own way (backticks, brackets, charset marks). This form is for
 * comparing, not for running: no marks, no brackets, one space, lower case outside of strings.
 */
export function plainExpression(printed: string): string {
  return outsideStrings(printed, (part) => part.replace(/[`()]/g, ' ').toLowerCase())
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
    .trim();
}

/**
 * The same for the expression of a generated column, which can also be run: it keeps the brackets of functions. Those that
 * group are gone, so an expression whose order of operations needs them is none for a column here.
 */
export function plainFormula(printed: string): string {
  const isCall: boolean[] = [];
  return outsideStrings(printed, (part) =>
    part
      .replaceAll('`', '')
      .toLowerCase()
      .replace(/(?<=(\w?))[()]/g, (bracket, before: string) => {
        if (bracket === '(') isCall.push(before !== '');
        const isKept = bracket === '(' ? before !== '' : isCall.pop() === true;
        return isKept ? bracket : '';
      }),
  ).trim();
}

function outsideStrings(printed: string, plain: (part: string) => string): string {
  return printed
    .replaceAll("\\'", "'")
    .split(/('(?:[^']|'')*')/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part.replace(/_utf8mb[34]\s*$/i, ''))))
    .join('');
}
