import { join } from 'node:path'
import { countSignatures, readHead, type KeyRole } from '@trustlist/core'
import { isFault } from '../files/fault.js'
import { openForHead } from '../files/read-input.js'
import type { World } from '../world.js'
import type { OwnPublisher } from './own-publisher.js'

const listEnding = '.list.json'

/**
 * The lists in a publisher's folder that nobody accepts any more under an identity with this list role and epoch: what to
 * hand to `sign`, the draft where there is one. Lists that cannot be read are named too; `sign` says what is wrong.
 */
export function findSignAgain(
  { folder, newest }: OwnPublisher,
  role: KeyRole,
  epoch: number,
  world: World,
): readonly string[] {
  const names = namesIn(folder, world)
  const found: string[] = []
  for (const name of names.filter((each) => each.endsWith(listEnding))) {
    const path = join(folder, name)
    const file = openForHead(world.files, path)
    if (!file.ok) continue
    file.value.close()
    const head = readHead(file.value.head, path)
    if (head.ok) {
      const { signed } = head.value
      if (signed.type !== 'list' || signed.publisher !== newest.publisher) continue
      if (signed.epoch === epoch && countSignatures(head.value, role).ok) continue
    }
    const draft = `${name.slice(0, -listEnding.length)}.yaml`
    found.push(names.includes(draft) ? join(folder, draft) : path)
  }
  return found
}

function namesIn(folder: string, world: World): readonly string[] {
  try {
    return world.files.namesIn(folder)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return []
  }
}
