import type { JsonValue } from '../json/canonical.js'
import type { Outcome } from '../problem/problem.js'
import type { InventoryText } from './inventory-text.js'
import type { JsonObject } from './parse-json.js'

/** Offsets of the first character of something and of the one behind its last. */
export type Extent = readonly [from: number, to: number]

/** A JSON or TOML text as a value, with where its objects stand. */
export interface StructuredText {
  readonly value: JsonValue
  /** Undefined of an object that did not come from the text as a whole, and of what a reader does not ask for. */
  readonly extentOf: (object: JsonObject) => Extent | undefined
}

/** A YAML text as values: text where it is not `true`, `false` or nothing, since a version may look like a number. */
export interface YamlText {
  readonly documents: readonly JsonValue[]
  readonly extentOf: (object: JsonObject) => Extent | undefined
  /** Where the items of a sequence begin. */
  readonly offsetsOf: (items: readonly JsonValue[]) => readonly number[]
}

/**
 * A reader of YAML, as {@link parseYamlText} is one: it is handed in, since the library behind it takes longer to load than all
 * the rest, and most files are no YAML.
 */
export type YamlParser = (text: InventoryText) => Outcome<YamlText>
