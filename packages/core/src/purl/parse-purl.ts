import { accept, type Outcome, type Problem } from '../problem/problem.js'
import { completePurl, type Whereabouts } from './complete-purl.js'
import { decodePart, findRefusedCharacter } from './escape.js'
import { isPlainlyFolded } from './folded-scan.js'
import { purlLimits } from './limits.js'
import { findLookAlike } from './look-alike.js'
import { PurlFault, PurlFaults, quoted, refuseFaults, toProblem } from './purl-fault.js'
import type { Purl, PurlParts } from './purl.js'
import { endOfPath, splitPurl, type Span, type SplitPurl } from './split-purl.js'
import { registeredTypes } from './types.js'

/**
 * Reads a package URL strictly by ECMA-427 and the registered definition of its type, in any spelling that has one
 * meaning; {@link toPurlText} gives the canonical one.
 *
 * Not checked: whether the package exists, and whether its version is one in its ecosystem.
 *
 * @spec package#reading
 * @returns The purl; with it the warnings `purl/type-unregistered` and `purl/look-alike`. Or every reason it was
 *   refused, with the column where the part starts.
 */
export function parsePurl(text: string): Outcome<Purl> {
  if (isPlainlyFolded(text)) return accept(toPlainPurl(text))
  const read = readPurl(text, false)
  return read instanceof PurlFaults ? refuseFaults(read) : accept(read, findWarnings(read))
}

const noQualifiers: ReadonlyMap<string, string> = new Map()

/** Cuts what {@link isPlainlyFolded} recognised: nothing in it is escaped but the @ of an npm scope. */
function toPlainPurl(text: string): Purl {
  const mark = text.indexOf('?')
  const path = mark < 0 ? text : text.slice(0, mark)
  const typeEnd = path.indexOf('/')
  const nameFrom = path.lastIndexOf('/') + 1
  const namespace = nameFrom === typeEnd + 1 ? undefined : path.slice(typeEnd + 1, nameFrom - 1)
  const equals = text.indexOf('=', mark)
  return {
    type: path.slice(4, typeEnd),
    namespace: namespace?.startsWith('%40') === true ? `@${namespace.slice(3)}` : namespace,
    name: path.slice(nameFrom),
    version: undefined,
    qualifiers: mark < 0 ? noQualifiers : new Map([[text.slice(mark + 1, equals), text.slice(equals + 1)]]),
    subpath: undefined,
  }
}

/** The warnings that a valid purl carries. */
export function findWarnings(purl: Purl): readonly Problem[] {
  const faults: PurlFault[] = []
  if (!registeredTypes.has(purl.type)) {
    faults.push(new PurlFault('purl/type-unregistered', `the type ${quoted(purl.type)} is not registered`, 4))
  }
  const lookAlike = findLookAlike(purl)
  if (lookAlike !== undefined) faults.push(lookAlike)
  return faults.map(toProblem)
}

/**
 * The reader behind {@link parsePurl} and the patterns.
 *
 * @param wildcard - A pattern: the path ends in `/*`, which is left out of every check and gives an empty name.
 */
export function readPurl(text: string, wildcard: boolean): Purl | PurlFaults {
  if (text.length > purlLimits.text) {
    const what = `at most ${purlLimits.text} characters were expected, and ${text.length} were found`
    return new PurlFaults([new PurlFault('purl/too-long', what, purlLimits.text)])
  }
  const pathEnd = endOfPath(text)
  const refused =
    findRefusedCharacter(text, 0, wildcard ? pathEnd - 1 : pathEnd) ??
    findRefusedCharacter(text, pathEnd, text.length)
  if (refused !== undefined) return new PurlFaults([refused])
  const split = splitPurl(text, pathEnd, wildcard)
  if (split instanceof PurlFault) return new PurlFaults([split])
  const parts = decodeParts(text, split)
  return parts instanceof PurlFaults ? parts : completePurl(parts, wildcard, whereaboutsOf(split, pathEnd))
}

function whereaboutsOf(split: SplitPurl, pathEnd: number): Whereabouts {
  return (part) => {
    if (part === 'type') return 4
    if (part === 'qualifiers') return pathEnd
    return part === 'version' ? split.version?.from : split[part][0]?.from
  }
}

function decodeParts(text: string, split: SplitPurl): PurlParts | PurlFaults {
  const faults: PurlFault[] = []
  const decode = ({ from, end }: Span): string => {
    const decoded = decodePart(text, from, end)
    if (typeof decoded === 'string') return decoded
    faults.push(decoded)
    return ''
  }
  const path = (part: string, spans: readonly Span[]): string | undefined => {
    if (spans.length === 0) return undefined
    return spans.map((span) => decodeSegment(text, span, part, decode, faults)).join('/')
  }
  const qualifiers = new Map<string, string>()
  for (const [key, value] of split.qualifiers) {
    if (qualifiers.has(key)) {
      faults.push(
        new PurlFault('purl/qualifier-twice', `the qualifier ${quoted(key)} is given twice`, value.from),
      )
    }
    qualifiers.set(key, decode(value))
  }
  const parts = {
    type: split.type,
    namespace: path('namespace', split.namespace),
    name: split.wildcard ? '' : split.name.length === 1 ? decode(split.name[0]!) : path('name', split.name)!,
    version: split.version === undefined ? undefined : decode(split.version),
    qualifiers,
    subpath: path('subpath', split.subpath),
  }
  return PurlFaults.of(faults) ?? parts
}

/** A segment is not empty and holds no encoded slash (ECMA-427, 5.6.3 and 5.6.7): joined, both would be lost. */
function decodeSegment(
  text: string,
  span: Span,
  part: string,
  decode: (span: Span) => string,
  faults: PurlFault[],
): string {
  const segment = decode(span)
  if (span.from === span.end) {
    faults.push(new PurlFault('purl/segment-malformed', `a segment of the ${part} is empty`, span.from))
  } else if (segment.includes('/')) {
    const what = `a segment of the ${part} holds an encoded slash: ${quoted(text.slice(span.from, span.end))}`
    faults.push(new PurlFault('purl/segment-malformed', what, span.from))
  }
  return segment
}
