import { documentCodes } from './codes/document.js'
import { inventoryCodes } from './codes/inventory.js'
import { jsonCodes } from './codes/json.js'
import { keyCodes } from './codes/key.js'
import { listCodes } from './codes/list.js'
import { lockCodes } from './codes/lock.js'
import { mergeCodes } from './codes/merge.js'
import { purlCodes } from './codes/purl.js'
import { sealCodes } from './codes/seal.js'
import { textCodes } from './codes/text.js'
import { versionCodes } from './codes/version.js'

/**
 * Every code there is. The first word is the layer that raises it. Codes are never renamed or used again for
 * something else; `docs/problems.md` is generated from this table.
 */
export const catalogue = {
  ...textCodes,
  ...jsonCodes,
  ...purlCodes,
  ...versionCodes,
  ...documentCodes,
  ...keyCodes,
  ...sealCodes,
  ...listCodes,
  ...inventoryCodes,
  ...lockCodes,
  ...mergeCodes,
} as const

export type ProblemCode = keyof typeof catalogue
