import { checkOperations } from './operations/check.js'
import { runVectors } from './run-vectors.js'

runVectors('check', checkOperations)
