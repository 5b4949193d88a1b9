import { escapeText } from './escape.js'

let mint: (text: string) => Shown

/**
 * Text that may be printed. Only {@link say} and {@link asIs} make it, and `say` escapes whatever is put into it: so no
 * renderer can print publisher-controlled text raw by forgetting something.
 */
export class Shown {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  static {
    mint = (text) => new Shown(text)
  }

  /** What to write. */
  toString(): string {
    return this.#text
  }
}

/** What can be put into {@link say}. Strings are taken for foreign and escaped. */
export type Sayable = string | number | boolean | Shown

/** A template whose own words are printed as they are and whose values are escaped: say`unknown key ${keyid}`. */
export function say(words: TemplateStringsArray, ...values: readonly Sayable[]): Shown {
  let text = words[0]!
  values.forEach((value, index) => {
    text += (value instanceof Shown ? value.toString() : escapeText(String(value))) + words[index + 1]!
  })
  return mint(text)
}

/** For text that is wholly our own, or that must not be changed, as a script or a canonical document is. */
export function asIs(text: string): Shown {
  return mint(text)
}

export const nothing: Shown = mint('')

/** One above the other; empty ones are left out. */
export function lines(parts: readonly Shown[]): Shown {
  return mint(
    parts
      .map(String)
      .filter((each) => each !== '')
      .join('\n'),
  )
}
