import { nativeOperations } from './operations/native.js'
import { runVectors } from './run-vectors.js'

runVectors('native', nativeOperations)
