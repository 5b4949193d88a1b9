import { mergeOperations } from './operations/merge.js'
import { runVectors } from './run-vectors.js'

runVectors('merge', mergeOperations)
