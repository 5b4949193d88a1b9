import type { JsonValue } from '../json/canonical.js'
import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import type { InventoryText } from './inventory-text.js'

/** Levels of nesting; files of packages have about six. */
const maxLevels = 64

export type JsonObject = { readonly [name: string]: JsonValue | undefined }

/** A JSON text as a value, with where its objects stand. */
export interface JsonText {
  readonly value: JsonValue
  /** Offsets of the first character of an object of the value and of the one behind its last. */
  readonly extentOf: (object: JsonObject) => readonly [from: number, to: number]
}

/**
 * Reads JSON (RFC 8259) in any layout and spelling. Unlike `JSON.parse` it refuses two members of one name, which tools read
 * differently, and the name `__proto__`; and it knows where everything stands.
 *
 * @spec inventory#json
 * @returns The value, or `inventory/not-json`, `inventory/member-twice`, `inventory/too-deep`.
 */
export function parseJson(text: InventoryText): Outcome<JsonText> {
  const reader = new Reader(text.text)
  try {
    const value = reader.readWhole()
    return accept({ value, extentOf: (object) => reader.extents.get(object) ?? [0, 0] })
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown
    return refuse(problem(thrown.code, thrown.what, text.placeOf(thrown.offset)))
  }
}

/** Leaves the recursion; never leaves this file. */
class JsonFault extends Error {
  constructor(
    readonly code: 'inventory/not-json' | 'inventory/member-twice' | 'inventory/too-deep',
    readonly what: string,
    readonly offset: number,
  ) {
    super(what)
  }
}

const quote = 0x22
const backslash = 0x5c
const numberForm = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

class Reader {
  readonly extents = new Map<JsonObject, readonly [number, number]>()
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  readWhole(): JsonValue {
    const value = this.#value(0)
    this.#skipBlanks()
    if (this.#at < this.#text.length) this.#fail('the end of the file')
    return value
  }

  #value(level: number): JsonValue {
    this.#skipBlanks()
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x7b:
        return this.#object(level + 1)
      case 0x5b:
        return this.#array(level + 1)
      case quote:
        return this.#string()
      default:
        return this.#scalar()
    }
  }

  #object(level: number): JsonValue {
    this.#guard(level)
    const start = this.#at++
    const members: Record<string, JsonValue> = {}
    this.#skipBlanks()
    if (!this.#take(0x7d)) {
      do {
        this.#skipBlanks()
        const nameAt = this.#at
        if (this.#text.charCodeAt(nameAt) !== quote) this.#fail('a member name in quotes')
        const name = this.#string()
        if (name === '__proto__') this.#fail('another member name than __proto__', nameAt)
        if (Object.hasOwn(members, name)) {
          const what = `expected the member ${JSON.stringify(name)} once, found it again`
          throw new JsonFault('inventory/member-twice', what, nameAt)
        }
        this.#skipBlanks()
        if (!this.#take(0x3a)) this.#fail('a colon')
        members[name] = this.#value(level)
        this.#skipBlanks()
      } while (this.#take(0x2c))
      if (!this.#take(0x7d)) this.#fail('a comma or }')
    }
    this.extents.set(members, [start, this.#at])
    return members
  }

  #array(level: number): JsonValue {
    this.#guard(level)
    this.#at++
    const items: JsonValue[] = []
    this.#skipBlanks()
    if (this.#take(0x5d)) return items
    do {
      items.push(this.#value(level))
      this.#skipBlanks()
    } while (this.#take(0x2c))
    if (!this.#take(0x5d)) this.#fail('a comma or ]')
    return items
  }

  #string(): string {
    const start = this.#at++
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit === quote) break
      if (unit === backslash) return this.#escapedString(start)
      if (Number.isNaN(unit)) this.#fail('the end of a string')
      if (unit < 0x20) this.#fail('a string without bare control characters')
      this.#at++
    }
    return this.#text.slice(start + 1, this.#at++)
  }

  #escapedString(start: number): string {
    for (; ; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit === backslash) this.#at++
      else if (unit === quote) break
      else if (Number.isNaN(unit)) this.#fail('the end of a string')
    }
    this.#at++
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string
    } catch {
      return this.#fail('a string as JSON spells it', start)
    }
  }

  #scalar(): JsonValue {
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    numberForm.lastIndex = this.#at
    const [digits] = numberForm.exec(this.#text) ?? []
    if (digits === undefined) return this.#fail('a JSON value')
    this.#at += digits.length
    return Number(digits)
  }

  #guard(level: number): void {
    if (level <= maxLevels) return
    throw new JsonFault('inventory/too-deep', `expected at most ${maxLevels} levels, found more`, this.#at)
  }

  #take(unit: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== unit) return false
    this.#at++
    return true
  }

  #skipBlanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
      this.#at++
    }
  }

  #fail(expected: string, offset = this.#at): never {
    const found = offset >= this.#text.length ? 'the end of the file' : describe(this.#text, offset)
    throw new JsonFault('inventory/not-json', `expected ${expected}, found ${found}`, offset)
  }
}

function describe(text: string, offset: number): string {
  return JSON.stringify(String.fromCodePoint(text.codePointAt(offset)!))
}
