import { existsSync } from 'node:fs'

/** The folder of other projects' test data beside the checkout: read from there, never copied into the project. */
export const sharedFolder = new URL('../../../../../shared/', import.meta.url).pathname

/** False, and the tests that need it skip with {@link absent} as the reason, where the checkout stands alone. */
export const hasShared = existsSync(sharedFolder)

export const absent = "other projects' test data (../shared) is not beside this checkout"
