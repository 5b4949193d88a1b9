import { operations } from './operations.js'
import { runVectors } from './run-vectors.js'

runVectors('key', operations)
