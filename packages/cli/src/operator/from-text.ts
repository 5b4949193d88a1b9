import { isAbsolute, relative, resolve } from 'node:path'
import { succeed, type Result } from '../failure.js'
import type { World } from '../world.js'
import { parseSourcePlace } from './sources/source-place.js'
import type { TrustPlace } from './trust-place.js'

/**
 * A source as it is to stand in the trust configuration: a path that was typed is relative to the folder that the command
 * runs in, one in the file to the file's own.
 *
 * @returns The text, or `cli/source-refused`.
 */
export function toFromText(from: string, place: TrustPlace, world: World): Result<string> {
  const source = parseSourcePlace(from, '.')
  if (!source.ok) return source
  if (source.value.kind === 'git') return succeed(from)
  const hash = source.value.kind === 'bundle' ? from.indexOf('#') : -1
  const path = hash < 0 ? from : from.slice(0, hash)
  const rest = hash < 0 ? '' : from.slice(hash)
  return succeed(toPathText(path, place, world) + rest)
}

/** A path as it is to stand in the trust configuration. */
export function toPathText(path: string, place: TrustPlace, world: World): string {
  if (isAbsolute(path)) return path
  const folder = resolve(world.folder, place.folder)
  const inside = relative(folder, resolve(world.folder, path)).replaceAll('\\', '/')
  // What has no dot or slash in front could be taken for something else than a path.
  return inside.startsWith('../') || inside === '..' ? inside : inside === '' ? '.' : `./${inside}`
}
