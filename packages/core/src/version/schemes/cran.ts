import { VersionFault, type VersionScheme } from '../scheme.js'
import {
  compareKeys,
  digitsEnd,
  pushNumber,
  skipZeros,
  toOrderKey,
  zeroUnit,
  type OrderKey,
} from '../order-key.js'

/**
 * R's `numeric_version` (help page of that name, and "Writing R Extensions", 1.1.1): whole numbers, each after the
 * first behind one `.` or one `-`, which mean the same. Compared number by number, a missing one counting as 0:
 * `1.0` and `1.0.0` are the same version, `7.3-65` is `7.3.65`.
 *
 * `utils::compareVersion` is another rule of R (there `1.0` is below `1.0.0`); what R itself installs by, constraints
 * in a DESCRIPTION, follows `numeric_version`, and so do we.
 *
 * A single number is taken: `numeric_version` takes it, and constraints (`R (>= 4)`) are written so. That a package's
 * own version has at least two is R CMD check's business.
 */
export const cranScheme: VersionScheme<OrderKey> = {
  id: 'cran',
  ordered: true,
  parse: parseCran,
  compare: compareKeys,
  // R knows no pre-release: by custom a fourth number from 9000 marks development, and it counts upwards.
  isPreRelease: () => false,
}

/** R holds each number as a 32-bit integer; a larger one becomes NA there and compares as nobody expects. */
const largestNumber = 2147483647

function parseCran(text: string): OrderKey | VersionFault {
  const units: number[] = []
  let zeros = 0
  let start = 0
  for (;;) {
    const end = digitsEnd(text, start)
    if (end === start) return new VersionFault('a number must stand here', start)
    const from = skipZeros(text, start, end)
    if (end - from > 10 || (end - from === 10 && Number(text.slice(from, end)) > largestNumber)) {
      return new VersionFault(`R reads no number above ${largestNumber}`, start)
    }
    // Zeros at the end are not written: missing numbers are zeros.
    if (from === end) zeros++
    else {
      for (; zeros > 0; zeros--) units.push(zeroUnit)
      pushNumber(units, text, from, end)
    }
    if (end === text.length) return toOrderKey(units)
    const separator = text.charCodeAt(end)
    if (separator !== 0x2e && separator !== 0x2d) {
      return new VersionFault('only numbers, with one "." or "-" between them, may stand here', end)
    }
    start = end + 1
  }
}
