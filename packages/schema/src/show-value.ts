const longest = 60

/** A value as a message shows it: on one line, short, and in printable ASCII, whoever wrote it. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return showText(value)
  if (Array.isArray(value)) return value.length === 1 ? 'an array of 1' : `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

/** A text in double quotes, escaped as in JSON, every character outside printable ASCII too. */
export function showText(text: string): string {
  const start = text.length > longest ? text.slice(0, longest) : text
  const escaped = JSON.stringify(start).replace(/[^ -~]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return text.length > longest ? `${escaped.slice(0, -1)}…" (${text.length} characters)` : escaped
}
