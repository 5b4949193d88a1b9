import { findGateFault, locatePointer, placeOfOffset, type JsonValue } from '@trustlist/core'
import { succeed, type CliProblem, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { isYamlName, placeInDraft, readYaml } from '../yaml/read-yaml.js'

/** A draft of a person's hand, as plain JSON. */
export interface Draft {
  readonly value: JsonValue
  /** A problem that points into the value, with its line and column in the file. */
  readonly place: (problem: CliProblem) => CliProblem
}

export const maxDraftBytes = 64 * 1024 * 1024

/**
 * Reads a draft in YAML or JSON. Canonical JSON, as programs write it, may have any size; other JSON is read as the YAML
 * that it is.
 *
 * @param texts - Gets the text, for code frames; also where it is refused.
 * @returns The draft, or what reading gives: `cli/file-…`, `yaml/…`, `text/…`.
 */
export async function readDraft(
  path: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Draft>> {
  const bytes = await readInput(world, path, maxDraftBytes)
  return bytes.ok ? openDraft(bytes.value, path, texts) : bytes
}

/** The same for bytes that were read already. */
export async function openDraft(
  bytes: Uint8Array,
  source: string,
  texts: Map<string, SourceText>,
): Promise<Result<Draft>> {
  texts.set(source, bytes)
  if (!isYamlName(source) && findGateFault(bytes) === undefined) {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as JsonValue
    return succeed({ value, place: placeIn(bytes, source) })
  }
  const draft = await readYaml(bytes, source)
  if (!draft.ok) return draft
  const place = (problem: CliProblem) => placeInDraft(problem, draft.value, source)
  return succeed({ value: draft.value.value, place }, draft.findings)
}

function placeIn(bytes: Uint8Array, source: string): Draft['place'] {
  return (problem) => {
    const { pointer } = problem.at
    if (pointer === undefined) return problem
    return {
      ...problem,
      at: { source, ...problem.at, ...placeOfOffset(bytes, locatePointer(bytes, 0, pointer)) },
    }
  }
}
