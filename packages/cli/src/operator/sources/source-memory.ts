import { openForHead } from '../../files/read-input.js'
import { writeOutput } from '../../files/write-output.js'
import type { World } from '../../world.js'
import type { SourceMemory } from './publisher-source.js'

/** Notes are short: names and digests of at most 256 lists. */
const maxNoteBytes = 64 * 1024

/** The note in a file of the cache. */
export function sourceMemory(path: string, world: World): SourceMemory {
  return {
    recall: () => {
      const opened = openForHead(world.files, path, maxNoteBytes)
      const note = opened.ok ? opened.value.readAll() : opened
      return note.ok ? Buffer.from(note.value).toString('utf8') : undefined
    },
    remember: (note) => void writeOutput(world, path, Buffer.from(note)),
  }
}
