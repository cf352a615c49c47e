import Dataflow
import RDFSyntax
import Storage

// Documents into a document of another syntax, without a store: streaming, in the order of the input,
// repeated statements included.

/// Why documents could not be converted.
package enum ConversionError: Error, Sendable, Hashable {
  /// A document could not be read.
  case input(SyntaxError)
  /// The result could not be written.
  case output(WriteError)
  /// Stopped on request.
  case cancelled
}

/// Writes documents as one of another syntax.
package struct Conversion {
  private let inputs: [LoadInput]
  private let options: DumpOptions
  private let control: DumpControl
  private let limits: SyntaxLimits

  /// A conversion of `inputs`, whose graph targets don't matter here.
  ///
  /// Of `options` the format, the prefixes, the compression and the policy on named graphs count.
  package init(
    _ inputs: [LoadInput], options: DumpOptions, limits: SyntaxLimits = SyntaxLimits(),
    control: DumpControl = DumpControl()
  ) {
    self.inputs = inputs
    self.options = options
    self.control = control
    self.limits = limits
  }

  /// Reads everything and writes it to `destination`; blocks the calling thread.
  ///
  /// The first error ends it; a file is then as it was before.
  package func run(to destination: DumpDestination) throws(ConversionError) -> DumpResult {
    let output: DocumentOutput
    do throws(WriteError) { output = try DocumentOutput(destination, options.compression) } catch {
      throw .output(error)
    }
    let result = try run(into: output)
    do throws(WriteError) { try output.finish() } catch { throw .output(error) }
    return result
  }

  private func run(into sink: any ByteSink) throws(ConversionError) -> DumpResult {
    let writer = makeQuadWriter(
      options.format, to: sink, prefixes: options.prefixes, namedGraphs: options.namedGraphs)
    var statements = 0
    for (index, input) in inputs.enumerated() {
      let labels = BlankLabels(document: inputs.count > 1 ? index + 1 : nil)
      let copier = BatchCopier(writer: writer, labels: labels)
      let control = control
      let reader = StatementReader(input: input, limits: limits) { control.isCancelledNow }
      do throws(ConversionError) {
        try reader.read { (batch) throws(ConversionError) in
          if control.isCancelledNow { throw .cancelled }
          statements += batch.statementCount
          try copier.write(batch)
        }
      } catch {
        // A read that waited for a pipe has ended with an error of its own.
        if case .input = error, control.isCancelledNow { throw .cancelled }
        throw error
      }
    }
    do throws(WriteError) { try writer.finish() } catch { throw .output(error) }
    return DumpResult(quads: statements, bytes: writer.writtenBytes)
  }
}

/// Hands the statements of a document's batches to a writer, its blank nodes under new labels.
private final class BatchCopier {
  private let writer: any QuadWriter
  private let labels: BlankLabels
  /// New labels of the statement in work: for each position a room of its own.
  private var rooms = [[UInt8]](repeating: [], count: 3)

  init(writer: any QuadWriter, labels: BlankLabels) {
    self.writer = writer
    self.labels = labels
  }

  func write(_ batch: StatementBatch) throws(ConversionError) {
    do throws(WriteError) {
      for index in 0..<batch.statementCount { try write(batch.statements[index], batch) }
    } catch { throw .output(error) }
  }

  private func write(_ statement: StatementSpan, _ batch: StatementBatch) throws(WriteError) {
    let isNamed = statement.graph != StatementSpan.defaultGraph
    relabel(statement.subject, batch, 0)
    relabel(statement.object, batch, 1)
    if isNamed { relabel(statement.graph, batch, 2) }
    let (subjectRoom, objectRoom, graphRoom) = (rooms[0], rooms[1], rooms[2])
    var failure: WriteError?
    // Typed throws do not pass through withUnsafeBufferPointer, so the error is carried out by hand.
    subjectRoom.withUnsafeBufferPointer { subject in
      objectRoom.withUnsafeBufferPointer { object in
        graphRoom.withUnsafeBufferPointer { graph in
          do throws(WriteError) {
            try writer.write(
              subject: bytes(statement.subject, batch, label: subject),
              predicate: bytes(statement.predicate, batch, label: subject),
              object: bytes(statement.object, batch, label: object),
              graph: isNamed ? bytes(statement.graph, batch, label: graph) : nil)
          } catch { failure = error }
        }
      }
    }
    if let failure { throw failure }
  }

  /// Puts the new label of a blank node into its position's room.
  @inline(__always)
  private func relabel(_ term: UInt32, _ batch: StatementBatch, _ room: Int) {
    let span = batch.terms[Int(term)]
    guard span.kind == TermSyntaxKind.blankNode.rawValue else { return }
    rooms[room].removeAll(keepingCapacity: true)
    labels.append(
      UnsafeBufferPointer(start: batch.bytes + Int(span.offset), count: Int(span.length)),
      to: &rooms[room])
  }

  @inline(__always)
  private func bytes(
    _ term: UInt32, _ batch: StatementBatch, label: UnsafeBufferPointer<UInt8>
  ) -> TermBytes {
    let span = batch.terms[Int(term)]
    guard let kind = TermSyntaxKind(rawValue: span.kind) else {
      preconditionFailure("\(span.kind) is no kind of term")
    }
    if kind == .blankNode { return TermBytes(kind: kind, value: label) }
    return TermBytes(
      kind: kind,
      value: UnsafeBufferPointer(start: batch.bytes + Int(span.offset), count: Int(span.length)),
      annotation: UnsafeBufferPointer(
        start: batch.bytes + Int(span.annotationOffset), count: Int(span.annotationLength)))
  }
}
