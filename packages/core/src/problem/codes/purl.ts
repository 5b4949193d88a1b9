import type { CatalogueTable } from '../catalogue-entry.js'

export const purlCodes = {} as const satisfies CatalogueTable
