import { inventoryOperations } from './operations/inventory.js'
import { runVectors } from './run-vectors.js'

runVectors('inventory', inventoryOperations)
