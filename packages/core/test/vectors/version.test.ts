import { versionOperations } from './operations/version.js'
import { runVectors } from './run-vectors.js'

runVectors('version', versionOperations)
