/** Lines of at most `width` characters where words allow, each behind `indent`; the first behind `first`. */
export function wrapText(text: string, width: number, indent: string, first: string = indent): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/ +/).filter((one) => one !== '')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map((one) => `${one.trimEnd()}\n`).join('');
}

/** Cut to `width` characters, an ellipsis in the place of the last. */
export function cutText(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}

export function indentLines(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}

export function cutLines(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => cutText(line, width))
    .join('\n');
}

/** Figures hold their unit with a space that a terminal may show oddly and that no search finds. */
export function plainSpaces(text: string): string {
  return text.replaceAll('\u00A0', ' ').replaceAll('\u202F', ' ');
}
