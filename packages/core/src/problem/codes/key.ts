import type { CatalogueTable } from '../catalogue-entry.js'

export const keyCodes = {} as const satisfies CatalogueTable
