import { say, type Shown } from '../render/shown.js'

/** What its publisher calls a key, where that is known: from the publisher's own draft, never from a peer's. */
export type NameOf = (keyid: string) => string | undefined

/** A key for people: by its name, where it has one, and its keyid. */
export function sayKey(keyid: string, nameOf: NameOf = () => undefined): Shown {
  const name = nameOf(keyid)
  return name === undefined ? say`${keyid}` : say`${name}, ${keyid}`
}
