import { findGateFault, type JsonValue } from '@trustlist/core'
import { succeed, type CliProblem, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import type { World } from '../world.js'
import { isYamlName, placeInDraft, readYaml } from '../yaml/read-yaml.js'

/** A draft of a person's hand, as plain JSON. */
export interface Draft {
  readonly value: JsonValue
  /** A problem that points into the value, with its line and column in the file. */
  readonly place: (problem: CliProblem) => CliProblem
  /** For code frames. */
  readonly bytes: Uint8Array
}

const maxDraftBytes = 64 * 1024 * 1024

/**
 * Reads a draft in YAML or JSON. Canonical JSON, as programs write it, may have any size; other JSON is read as the YAML
 * that it is.
 *
 * @returns The draft, or what reading gives: `cli/file-…`, `yaml/…`, `text/…`.
 */
export async function readDraft(path: string, world: World): Promise<Result<Draft>> {
  const bytes = await readInput(world, path, maxDraftBytes)
  if (!bytes.ok) return bytes
  if (!isYamlName(path) && findGateFault(bytes.value) === undefined) {
    const value = JSON.parse(new TextDecoder().decode(bytes.value)) as JsonValue
    return succeed({ value, place: (problem) => problem, bytes: bytes.value })
  }
  const draft = await readYaml(bytes.value, path)
  if (!draft.ok) return draft
  const place = (problem: CliProblem) => placeInDraft(problem, draft.value, path)
  return succeed({ value: draft.value.value, place, bytes: bytes.value }, draft.findings)
}
