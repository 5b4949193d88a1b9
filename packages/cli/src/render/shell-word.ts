/** A text as one word of a shell's command line: as it is where that is safe, else in quotes. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+,=-]+$/.test(text) && !text.startsWith('-')) return text
  return `'${(text.startsWith('-') ? `./${text}` : text).replaceAll("'", `'\\''`)}'`
}
