import { trustOperations } from './operations/trust.js'
import { runVectors } from './run-vectors.js'

runVectors('trust', trustOperations)
