import { compareText } from '../compare-text.js'
import { VersionFault, type VersionScheme } from '../scheme.js'

/** An instant: whole seconds since 1970 in UTC, and the digits of the fraction without trailing zeros. */
export interface Moment {
  readonly seconds: number
  readonly fraction: string
}

const form =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})$/

/**
 * VERS type `datetime` (vers-spec, vers-types.md): RFC 3339 section 5.6 with upper-case `T` and `Z`, compared as
 * instants, to any fraction of a second. A leap second is refused: it has no place on the line of instants. The type
 * knows no pre-releases.
 */
export const datetimeScheme: VersionScheme<Moment> = {
  id: 'datetime',
  ordered: true,
  parse,
  compare: (a, b) => a.seconds - b.seconds || compareText(a.fraction, b.fraction),
  isPreRelease: () => false,
}

function parse(text: string): Moment | VersionFault {
  const parts = form.exec(text)
  if (parts === null)
    return new VersionFault('it is not an instant as RFC 3339 writes it, with T and Z in upper case')
  const wall = text.slice(0, 19)
  const time = Date.parse(`${wall}Z`)
  // A day that does not exist comes back as another.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== wall) {
    return new VersionFault('there is no such day or time')
  }
  const offset = offsetSeconds(parts[8]!)
  if (offset === undefined) return new VersionFault('there is no such offset from UTC', text.length - 6)
  return { seconds: time / 1000 - offset, fraction: (parts[7] ?? '').replace(/0+$/, '') }
}

function offsetSeconds(text: string): number | undefined {
  if (text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(4, 6))
  if (hours > 23 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}
