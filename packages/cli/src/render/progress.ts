import type { World } from '../world.js'
import type { Shown } from './shown.js'

const quietMs = 1000
const pauseMs = 250

/**
 * Shows a line on stderr that changes while something takes longer than a second; on a terminal only.
 *
 * @param line - What is going on now. Asked for some times a second.
 * @returns To be called at the end; the line goes away.
 */
export function showProgress(line: () => Shown, world: World): () => void {
  const { stderr } = world
  if (!stderr.isTerminal) return () => undefined
  let isShown = false
  const begun = world.elapsedMs()
  const timer = setInterval(() => {
    if (world.elapsedMs() - begun < quietMs) return
    isShown = true
    stderr.write(
      `\r${line()
        .toString()
        .slice(0, (stderr.columns ?? 80) - 1)}\u001b[K`,
    )
  }, pauseMs)
  return () => {
    clearInterval(timer)
    if (isShown) stderr.write('\r\u001b[K')
  }
}
