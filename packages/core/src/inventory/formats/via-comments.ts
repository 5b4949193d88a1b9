/** What pip-compile and uv write below a requirement, `# via …`: who asked for it. */
export interface Via {
  /** Names of packages that need it, as they are spelt. */
  readonly parents: readonly string[]
  /** A file or a project asked for it by name. */
  readonly isDirect: boolean
}

/** Whether a comment, without `#`, starts such a note. */
export function isViaComment(comment: string): boolean {
  const text = comment.trim()
  return text === 'via' || text.startsWith('via ')
}

/**
 * Reads the lines of one note: `via a, b` on one line, or `via` and then one name a line. `-r file`, `-c file`, and a name with
 * something in parentheses, which is that of a project, stand for no package.
 *
 * @param comments - Without `#`, of lines that follow each other; the first is an {@link isViaComment}.
 */
export function readVia(comments: readonly string[]): Via {
  const parents: string[] = []
  let isDirect = false
  const take = (item: string): boolean => {
    const text = item.trim()
    if (/^(?:-r|--requirement)[ \t]/.test(text) || /^\S+ \(.*\)$/.test(text)) {
      isDirect = true
      return true
    }
    if (/^(?:-c|--constraint)[ \t]/.test(text)) return true
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[^\]]*\])?$/.test(text)) return false
    parents.push(text.split('[', 1)[0]!)
    return true
  }
  const [first = '', ...rest] = comments
  for (const item of first.trim().slice('via'.length).split(',')) take(item)
  for (const comment of rest) if (!take(comment)) break
  return { parents, isDirect }
}
