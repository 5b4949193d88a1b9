import type { Terminal } from '../keys/ask-without-echo.js'
import type { Shown } from '../render/shown.js'

const maxAnswerBytes = 256

/**
 * Asks a question at a terminal that only the whole word yes answers with yes. The terminal shows what is typed; what
 * comes after the line is left for the next question.
 */
export function askYes(terminal: Terminal, question: Shown): Promise<boolean> {
  const { input, output } = terminal
  return new Promise((resolve) => {
    let typed = Buffer.alloc(0)
    const settle = (isYes: boolean): void => {
      input.off('data', take)
      for (const event of ['end', 'error', 'close'] as const) input.off(event, giveUp)
      input.pause()
      resolve(isYes)
    }
    const giveUp = (): void => settle(false)
    const take = (chunk: Buffer): void => {
      const end = chunk.indexOf('\n')
      typed = Buffer.concat([typed, end < 0 ? chunk : chunk.subarray(0, end)])
      if (end < 0 && typed.length <= maxAnswerBytes) return
      if (end >= 0 && end + 1 < chunk.length) input.unshift(chunk.subarray(end + 1))
      settle(end >= 0 && typed.toString('utf8').trim().toLowerCase() === 'yes')
    }
    for (const event of ['end', 'error', 'close'] as const) input.on(event, giveUp)
    input.on('data', take)
    output.write(`${question.toString()} `)
    input.resume()
  })
}
