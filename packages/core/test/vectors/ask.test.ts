import { askOperations } from './operations/ask.js'
import { runVectors } from './run-vectors.js'

runVectors('ask', askOperations)
