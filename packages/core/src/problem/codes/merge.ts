import type { CatalogueTable } from '../catalogue-entry.js'

export const mergeCodes = {} as const satisfies CatalogueTable
