// The encodings of one column of a block, and which of them a column takes.
//
//     constant    one value                                    p in psog, g nearly everywhere
//     runs        distinct values as differences, run lengths  the first column of an order
//     slots       a code a row, a base a code, an offset       predicates (no offsets), mixed kinds
//     delta       zigzag differences, rare large ones apart    sorted columns, neighbours
//     context     differences to the last value under the      objects behind predicates: every
//                 same code of the column before               predicate's objects are near each other
//
// The encoder looks at the column once, estimates the bits of each and takes the smallest. All are
// exact. The layout of each is at its encoder; ARCHITECTURE.md has them in one table.

enum ColumnEncoding: UInt8 {
  case constant = 0
  case runs = 1
  case slots = 2
  case delta = 3
  case context = 4
}

/// Rows in a block at most.
package let maximumBlockRows = 1024

/// Codes that a slots column has at most.
let maximumSlots = 64

/// An exception of a delta column in bits: its index and its whole difference.
let exceptionBits = 16 + 64
