import { importOperations } from './operations/import.js'
import { runVectors } from './run-vectors.js'

runVectors('import', importOperations)
