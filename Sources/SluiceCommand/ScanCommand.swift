import ArgumentParser
import Sluice
import Storage

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "scan")
  @Argument var store: String

  func run() throws {
    let store = try Store.open(at: store)
    let view = try store.quads.view()
    print("quads", view.quadCount)
    for order in IndexOrder.allCases {
      for round in 0..<3 {
        let start = monotonicSeconds()
        let scan = view.scan(QuadPattern(), order: order)
        var sum: UInt64 = 0
        var count = 0
        while try scan.next() {
          for column in 0..<4 {
            let values = scan.columns.columns[column]
            for row in scan.first..<scan.end { sum &+= values[row] }
          }
          count += scan.end - scan.first
        }
        let seconds = monotonicSeconds() - start
        print(order, round, count, sum, Double(count) / seconds / 1e6, "M/s")
      }
    }
  }
}
