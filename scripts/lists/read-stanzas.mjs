// The paragraphs of a Debian control file, each as its fields; of a field that goes over several lines the first.

/** @returns {Readonly<Record<string, string>>[]} */
export function readStanzas(text) {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) =>
      Object.fromEntries(
        paragraph
          .split('\n')
          .filter((line) => /^[!-9;-~]+:/.test(line))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      ),
    )
}
