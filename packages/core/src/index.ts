export { catalogue, type ProblemCode } from './problem/catalogue.js'
export {
  accept,
  Impossible,
  problem,
  refuse,
  type Accepted,
  type Outcome,
  type Place,
  type Problem,
  type Problems,
  type Refused,
  type Severity,
} from './problem/problem.js'
export { parseBase64, toBase64 } from './text/base64.js'
export { sha256, type Sha256 } from './text/digest.js'
export { parseHex, toHex } from './text/hex.js'
export { addDays, addSeconds, dayOf, daysBetween, isDay, isInstant, type Day, type Instant } from './text/instant.js'
export { findInvisible, isInvisible, nameOfCodePoint } from './text/invisible.js'
export { decodeUtf8, encodeUtf8 } from './text/utf8.js'
