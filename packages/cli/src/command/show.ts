import { ended, humanAnswer } from '../render/human.js'
import { jsonAnswer } from '../render/json.js'
import { hasColours, styleOf } from '../render/style.js'
import type { World } from '../world.js'
import type { Answer } from './command.js'

/** How an answer is to be shown. */
export interface Display {
  readonly isJson: boolean
  readonly isQuiet: boolean
  readonly noColours: boolean
}

/** Writes an answer to the two streams. */
export function show(command: string | null, answer: Answer, display: Display, world: World): void {
  if (display.isJson) {
    world.stdout.write(jsonAnswer(command, answer))
    return
  }
  const style = styleOf(hasColours(world.stderr, display.noColours, world.env))
  const shown = humanAnswer(answer, display.isQuiet, style)
  // The talk first: where both streams are one terminal, the answer stands last.
  world.stderr.write(ended(shown.err).toString())
  world.stdout.write(ended(shown.out).toString())
}
