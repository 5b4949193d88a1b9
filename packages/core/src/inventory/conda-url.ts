import { fileNameOf } from './file-digests.js'

/** What the URL of a conda package says: `https://host/conda-forge/linux-64/numpy-1.26.4-py311h64a7726_0.conda`. */
export interface CondaUrl {
  readonly name: string
  readonly version: string
  readonly build: string
  /** The channel as the last segment, or as `NAME/label/LABEL`, before the folder of the platform. */
  readonly channel: string
  /** The address of the channel, as the file spells it. */
  readonly channelUrl: string
  readonly subdir: string
  readonly file: string
}

const subdirForm = /^(?:noarch|[a-z0-9]+-[a-z0-9_]+)$/

/** Undefined where it is no URL of a package in a channel. */
export function parseCondaUrl(url: string): CondaUrl | undefined {
  const address = url.split(/[?#]/, 1)[0]!
  const file = fileNameOf(address)
  const stem = /^(.+)\.(?:conda|tar\.bz2)$/.exec(file)?.[1]
  const [, name, version, build] = /^(.+)-([^-]+)-([^-]+)$/.exec(stem ?? '') ?? []
  const segments = address.split('/')
  const subdir = segments.at(-2)
  const channelUrl = segments.slice(0, -2).join('/')
  const channel = channelOf(channelUrl)
  if (name === undefined || version === undefined || build === undefined) return undefined
  if (subdir === undefined || !subdirForm.test(subdir) || channel === undefined) return undefined
  return { name, version, build, channel, channelUrl, subdir, file }
}

/** The name of a channel by its address: the last segment of the path, with its label. Undefined where it has none. */
export function channelOf(channelUrl: string): string | undefined {
  const path = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*\/(.*[^/])\/*$/.exec(channelUrl)?.[1]
  if (path === undefined) return undefined
  const segments = path.split('/')
  const isLabelled = segments.length > 2 && segments.at(-2) === 'label'
  return segments.slice(isLabelled ? -3 : -1).join('/')
}

/** The identity qualifier of a channel. */
export function inChannel(channel: string): ReadonlyMap<string, string> {
  return new Map([['channel', channel]])
}
