import { createColors } from 'picocolors'
import type { Sink } from '../world.js'
import { asIs, type Shown } from './shown.js'

/** Colours; each leaves the text alone where colours are off. No colour means anything that the words do not say. */
export interface Style {
  readonly error: (text: Shown) => Shown
  readonly warning: (text: Shown) => Shown
  readonly notice: (text: Shown) => Shown
  readonly good: (text: Shown) => Shown
  readonly strong: (text: Shown) => Shown
  readonly faint: (text: Shown) => Shown
}

/** Colours on, or off. */
export function styleOf(hasColours: boolean): Style {
  const colours = createColors(hasColours)
  const by = (colour: (text: string) => string) => (text: Shown) => asIs(colour(text.toString()))
  return {
    error: by((text) => colours.bold(colours.red(text))),
    warning: by((text) => colours.bold(colours.yellow(text))),
    notice: by((text) => colours.bold(colours.cyan(text))),
    good: by(colours.green),
    strong: by(colours.bold),
    faint: by(colours.dim),
  }
}

/**
 * Colours only on a terminal, and not where `--no-color`, a non-empty NO_COLOR (no-color.org) or TERM=dumb ask for
 * none.
 */
export function hasColours(
  sink: Sink,
  isRefused: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const noColour = env['NO_COLOR']
  return (
    sink.isTerminal && !isRefused && (noColour === undefined || noColour === '') && env['TERM'] !== 'dumb'
  )
}
